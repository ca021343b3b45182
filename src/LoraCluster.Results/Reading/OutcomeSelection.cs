using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Reading;

/// <summary>Picks the outcomes that a new sweep wants from those that an old one has.</summary>
internal static class OutcomeSelection
{
    /// <summary>For each wanted outcome its place among the rows; null where one is missing, or the baseline (which the differences refer to) is another.</summary>
    public static int[]? Of(IReadOnlyList<RiskRow> rows, IReadOnlyList<Outcome> wanted)
    {
        if (rows.Count == 0 || wanted.Count == 0 || rows[0].Outcome != wanted[0])
        {
            return null;
        }

        var places = new Dictionary<Outcome, int>();
        for (int i = 0; i < rows.Count; i++)
        {
            places[rows[i].Outcome] = i;
        }

        return wanted.All(places.ContainsKey) ? [.. wanted.Select(outcome => places[outcome])] : null;
    }

    /// <summary>The losses of the outcomes at these places, in their order.</summary>
    public static double[] Losses(CellRows known, int[] places)
    {
        int width = known.Rows.Count;
        int trials = known.Losses!.Length / width;
        var losses = new double[trials * places.Length];
        for (int trial = 0; trial < trials; trial++)
        {
            for (int o = 0; o < places.Length; o++)
            {
                losses[(trial * places.Length) + o] = known.Losses[(trial * width) + places[o]];
            }
        }

        return losses;
    }
}
