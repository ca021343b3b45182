using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Definition;

/// <summary>What a walk over the cells of one grid has found so far.</summary>
internal sealed class CellFindings
{
    private readonly Dictionary<string, (CellProblem Problem, Cell Cell, long Count)> _problems = new(StringComparer.Ordinal);

    /// <summary>Positions looked at.</summary>
    public long Looked { get; set; }

    /// <summary>Cells that can be run.</summary>
    public long Kept { get; set; }

    /// <summary>The hungriest cell, with the bytes it needs.</summary>
    public (Cell Cell, double Bytes)? Largest { get; private set; }

    /// <summary>The first cell of each kind of problem, with how many there are; a kind is the set of fields involved.</summary>
    public IEnumerable<(CellProblem Problem, Cell Cell, long Count)> Problems => _problems.Values.OrderBy(p => p.Cell.Index);

    /// <summary>Notes a problem of a cell.</summary>
    public void Add(CellProblem problem, Cell cell)
    {
        string kind = string.Join(",", problem.Fields);
        bool known = _problems.TryGetValue(kind, out var earlier);
        bool first = !known || cell.Index < earlier.Cell.Index;
        _problems[kind] = (first ? problem : earlier.Problem, first ? cell : earlier.Cell, earlier.Count + 1);
    }

    /// <summary>Notes the memory that a cell needs.</summary>
    public void Weigh(Cell cell, double bytes)
    {
        if (Largest is null || !(bytes <= Largest.Value.Bytes))
        {
            Largest = (cell, bytes);
        }
    }
}
