using LoraCluster.Results.Manifest;
using LoraCluster.Results.Reading;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cli.Running;

/// <summary>Passes parts on and counts which outcome has the smallest mean (the median where means do not exist) in each cell.</summary>
internal sealed class WinnerTally(IPartSink inner) : IPartSink
{
    private const long StoredBytesMax = 64 << 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<Outcome, long> _wins = [];

    /// <summary>Cells taken over from an earlier dataset.</summary>
    public long Reused { get; set; }

    /// <summary>Cells with trials that did not converge.</summary>
    public long NonConverged { get; private set; }

    public void Commit(PartRows rows)
    {
        inner.Commit(rows);
        lock (_gate)
        {
            for (int cell = 0; cell < rows.CellCount; cell++)
            {
                Count(rows.RowsOf(cell));
            }
        }
    }

    /// <summary>Cells counted.</summary>
    public long Cells { get; private set; }

    /// <summary>Counts parts that earlier runs stored too, unless there are so many that reading them would take longer than their answer is worth.</summary>
    public void AddStored(DatasetDirectory directory, IReadOnlySet<int> parts, IReadOnlyList<ParameterSpec> parameters)
    {
        if (parts.Sum(part => new FileInfo(directory.Layout.In(DatasetLayout.RisksOf(part))).Length) > StoredBytesMax)
        {
            return;
        }

        var reader = new RiskReader(parameters);
        foreach (CellRows cell in parts.Order().SelectMany(part => reader.ReadPart(directory.Layout.Root, part)))
        {
            Count([.. cell.Rows]);
        }
    }

    /// <summary>Outcomes by number of cells won, most first.</summary>
    public IReadOnlyList<(string Outcome, long Cells)> Ranking()
    {
        lock (_gate)
        {
            return [.. _wins.OrderByDescending(w => w.Value).ThenBy(w => w.Key.Rank ?? 0).Select(w => (Name(w.Key), w.Value))];
        }
    }

    private static string Name(Outcome outcome) => outcome.Rank is { } rank ? $"{outcome.Method} r={rank}" : outcome.Method;

    private void Count(ReadOnlySpan<RiskRow> rows)
    {
        bool someFailed = false;
        Outcome? winner = null;
        double least = double.PositiveInfinity;
        foreach (ref readonly RiskRow row in rows)
        {
            someFailed |= row.Failed > 0;
            if (row.Outcome.Measure == Outcome.Risk && (row.Mean ?? row.Q50) is { } risk && (winner is null || risk < least))
            {
                (winner, least) = (row.Outcome, risk);
            }
        }

        Cells++;
        NonConverged += someFailed ? 1 : 0;
        if (winner is { } best)
        {
            _wins[best] = _wins.GetValueOrDefault(best) + 1;
        }
    }
}
