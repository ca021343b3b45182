using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cli.Running;

/// <summary>Passes parts on and counts, for what this run computed, which outcome has the smallest mean (the median where means do not exist) in each cell.</summary>
internal sealed class WinnerTally(IPartSink inner) : IPartSink
{
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
        NonConverged += cell.Rows.Any(row => row.Failed > 0) ? 1 : 0;
        RiskRow? best = cell.Rows.Where(row => (row.Mean ?? row.Q50) is not null).MinBy(row => (row.Mean ?? row.Q50)!.Value);
        if (best is not null)
        {
            _wins[best.Outcome] = _wins.GetValueOrDefault(best.Outcome) + 1;
        }
    }
}
