using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Parts;

/// <summary>What distinguishes the files of one kind: which rows a cell has, and which columns.</summary>
internal interface IPartKind
{
    /// <summary>The columns, in the order of the file; they follow from the experiment's parameters alone.</summary>
    IReadOnlyList<PartColumn> Columns();

    /// <summary>Is told of a part before anything else is asked about it.</summary>
    void Begin(PartRows part);

    /// <summary>Rows of one cell of the part.</summary>
    int RowsOf(int cell);

    /// <summary>Is told of the rows of each row group before its columns are written.</summary>
    void BeginGroup(RowWalk walk, int rows);
}
