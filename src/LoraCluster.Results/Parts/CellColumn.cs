using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Results.Parts;

/// <summary>One parameter of a part's cells. Its memory grows to what the largest part needs and is used again.</summary>
internal abstract class CellColumn
{
    /// <summary>An empty column for values of a kind.</summary>
    public static CellColumn For(ParameterKind kind) => kind switch
    {
        ParameterKind.Integer => new CellColumn<long>(value => value.Integer),
        ParameterKind.Real => new CellColumn<double>(value => value.Real),
        ParameterKind.Flag => new CellColumn<bool>(value => value.Flag),
        _ => new CellColumn<string>(value => value.Text),
    };

    /// <summary>Makes room for the cells of a part.</summary>
    public abstract void Begin(int cells);

    /// <summary>Sets the value of a cell.</summary>
    public abstract void Set(int cell, ParameterValue value);
}

/// <summary>A <see cref="CellColumn"/> of values of one type.</summary>
internal sealed class CellColumn<T>(Func<ParameterValue, T> read) : CellColumn
{
    /// <summary>One value for each cell, and room behind them.</summary>
    public T[] Values { get; private set; } = [];

    public override void Begin(int cells) => Values = Values.Length < cells ? new T[cells] : Values;

    public override void Set(int cell, ParameterValue value) => Values[cell] = read(value);
}
