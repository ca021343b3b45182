using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Parts;

/// <summary>Positions and parameters of a part's cells, column by column: the grid is asked once for each cell instead of once for each of its columns.</summary>
internal sealed class CellTable(SweepDefinition definition)
{
    private readonly ParameterValue[] _room = new ParameterValue[definition.Experiment.Parameters.Count];

    /// <summary>One position for each cell, and room behind them.</summary>
    public long[] Positions { get; private set; } = [];

    /// <summary>A column for each parameter.</summary>
    public IReadOnlyList<CellColumn> Parameters { get; } = [.. definition.Experiment.Parameters.Select(parameter => CellColumn.For(parameter.Kind))];

    /// <summary>Takes in a part. Throws <see cref="ArgumentException"/> for a position that holds no cell.</summary>
    public void Load(PartRows part)
    {
        Begin(part.CellCount);
        for (int cell = 0; cell < part.CellCount; cell++)
        {
            long position = part.PositionOf(cell);
            var values = (definition.Grid.CellAt(position, _room)
                ?? throw new ArgumentException(FormattableString.Invariant($"position {position} holds no cell"), nameof(part))).Values;
            Positions[cell] = position;
            for (int i = 0; i < Parameters.Count; i++)
            {
                Parameters[i].Set(cell, values[i]);
            }
        }
    }

    private void Begin(int cells)
    {
        Positions = Positions.Length < cells ? new long[cells] : Positions;
        foreach (var column in Parameters)
        {
            column.Begin(cells);
        }
    }
}
