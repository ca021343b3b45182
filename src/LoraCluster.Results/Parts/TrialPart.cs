using LoraCluster.Results.Format;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Parts;

/// <summary>The file of single trials of one part: rows in order of cell, trial, outcome.</summary>
internal sealed class TrialPart(CellTable cells, IReadOnlyList<ParameterSpec> parameters) : IPartKind
{
    private PartRows? _part;

    /// <inheritdoc/>
    public IReadOnlyList<PartColumn> Columns() =>
    [
        .. ParameterColumns.Of(cells, parameters),
        new IntegerColumn(new(ColumnNames.Trial, PhysicalType.Int32), RowWalk.ByCell<long>(Trials)),
        new WordColumn(ColumnNames.Method, Each(outcome => outcome.Method)),
        new IntegerColumn(new(ColumnNames.Rank, PhysicalType.Int32, IsOptional: true), Each<long>(outcome => outcome.Rank ?? IntegerColumn.Missing)),
        new WordColumn(ColumnNames.Measure, Each(outcome => outcome.Measure)),
        new RealColumn(ColumnNames.Value, isOptional: true, RowWalk.ByCell<double>((run, values) => _part!.LossesOf(run.Cell).AsSpan(run.First, values.Length).CopyTo(values))),
    ];

    /// <inheritdoc/>
    public void Begin(PartRows part) => _part = part;

    /// <summary>Rows of one cell; throws <see cref="ArgumentException"/> where it came without its losses.</summary>
    public int RowsOf(int cell) => _part!.LossesOf(cell)?.Length
        ?? throw new ArgumentException(FormattableString.Invariant($"cell {_part.PositionOf(cell)} came without losses, but the sweep keeps trials"), nameof(cell));

    /// <inheritdoc/>
    public void BeginGroup(RowWalk walk, int rows)
    {
        // Losses lie side by side already; nothing is to be gathered.
    }

    private void Trials(RowRun run, Span<long> values)
    {
        int outcomes = _part!.RowsOf(run.Cell).Length;
        var (trial, outcome) = Math.DivRem(run.First, outcomes);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = trial;
            if (++outcome == outcomes)
            {
                (trial, outcome) = (trial + 1, 0);
            }
        }
    }

    // Every trial has the outcomes in the same order: reading one trial's is enough, the rest is copied.
    private PageValues<T> Each<T>(Func<Outcome, T> value) => RowWalk.ByCell<T>((run, values) =>
    {
        var rows = _part!.RowsOf(run.Cell);
        int outcomes = rows.Length;
        for (int i = 0; i < Math.Min(outcomes, values.Length); i++)
        {
            values[i] = value(rows[(run.First + i) % outcomes].Outcome);
        }

        for (int i = outcomes; i < values.Length; i++)
        {
            values[i] = values[i - outcomes];
        }
    });
}
