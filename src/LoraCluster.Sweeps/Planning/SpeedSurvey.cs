using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Planning;

/// <summary>
/// Compares how long blocks took with what was predicted. Medians, since the first blocks of a process also pay for its compilation. Bounded memory; not thread-safe.
/// </summary>
public sealed class SpeedSurvey(SweepDefinition definition)
{
    private const int RatiosPerClass = 512;
    private const int RatiosMin = 5;
    private const int PositionsLookedAt = 16;

    private readonly Dictionary<int, List<double>> _ratios = [];

    /// <summary>Takes note of a block of <paramref name="trials"/> trials in each cell of a range of positions that took <paramref name="seconds"/>.</summary>
    public void Add(long firstPosition, int positions, int trials, double seconds)
    {
        (double perTrial, double predicted) = Predict(firstPosition, positions, trials);
        if (!(seconds > 0 && predicted > 0))
        {
            return;
        }

        int sizeClass = MachineSpeed.ClassOf(perTrial);
        if (!_ratios.TryGetValue(sizeClass, out var ratios))
        {
            _ratios.Add(sizeClass, ratios = []);
        }

        if (ratios.Count < RatiosPerClass)
        {
            ratios.Add(Math.Clamp(seconds / predicted, 1e-6, 1e6));
        }
    }

    /// <summary>The median ratio of every size class of which at least five blocks were seen.</summary>
    public MachineSpeed Result() => new(_ratios
        .Where(entry => entry.Value.Count >= RatiosMin)
        .Select(entry => new KeyValuePair<int, double>(entry.Key, Median(entry.Value))));

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    // The mean predicted seconds per trial, and the prediction for the whole block, from at most 16 of its positions.
    private (double PerTrial, double Total) Predict(long firstPosition, int positions, int trials)
    {
        int looked = Math.Min(positions, PositionsLookedAt);
        double sum = 0;
        int cells = 0;
        for (int i = 0; i < looked; i++)
        {
            if (definition.Grid.CellAt(firstPosition + (long)i * positions / looked) is Cell cell)
            {
                sum += definition.Experiment.SecondsPerTrial(cell, definition.Request);
                cells++;
            }
        }

        return cells == 0 ? (0, 0) : (sum / cells, sum / looked * positions * trials);
    }
}
