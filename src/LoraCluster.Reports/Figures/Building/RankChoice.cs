using LoraCluster.Numerics;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>Picks ranks to draw where there are more than eyes can tell apart.</summary>
internal static class RankChoice
{
    /// <summary>The most ranks in one figure.</summary>
    public const int Most = 8;

    /// <summary>All ranks where they are few; else <see cref="Most"/> of them, first and last included, as evenly spaced in the logarithm as the ranks allow.</summary>
    /// <param name="ranks">Ascending, without repeats.</param>
    public static IReadOnlyList<int> Of(IReadOnlyList<int> ranks)
    {
        if (ranks.Count <= Most)
        {
            return ranks;
        }

        double span = PortableMath.Log((double)ranks[^1] / ranks[0]);
        var chosen = new SortedSet<int>();
        for (int i = 0; i < Most; i++)
        {
            double wanted = ranks[0] * PortableMath.Exp(span * i / (Most - 1));
            chosen.Add(ranks.Where(rank => !chosen.Contains(rank)).MinBy(rank => Math.Abs(rank - wanted)));
        }

        return [.. chosen];
    }
}
