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
            foreach (CellRows cell in rows.Cells)
            {
                Count(cell);
            }
        }
    }

    /// <summary>Cells counted.</summary>
    public long Cells { get; private set; }

    /// <summary>Counts parts that earlier runs stored too, unless there are so many that reading them would take longer than their answer is worth.</summary>
    public void AddStored(DatasetDirectory directory, IReadOnlySet<int> parts, IReadOnlyList<ParameterSpec> parameters)
    {
        string[] paths = [.. parts.Order().Select(part => directory.Layout.In(DatasetLayout.RisksOf(part)))];
        if (paths.Sum(path => new FileInfo(path).Length) > StoredBytesMax)
        {
            return;
        }

        var reader = new RiskReader(parameters);
        foreach (CellRows cell in paths.SelectMany(reader.ReadPart))
        {
            Count(cell);
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

    private void Count(CellRows cell)
    {
        Cells++;
        NonConverged += cell.Rows.Any(row => row.Failed > 0) ? 1 : 0;
        RiskRow? best = cell.Rows.Where(row => (row.Mean ?? row.Q50) is not null).MinBy(row => (row.Mean ?? row.Q50)!.Value);
        if (best is not null)
        {
            _wins[best.Outcome] = _wins.GetValueOrDefault(best.Outcome) + 1;
        }
    }
}
