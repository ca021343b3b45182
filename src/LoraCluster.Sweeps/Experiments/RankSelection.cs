namespace LoraCluster.Sweeps.Experiments;

/// <summary>The ranks a sweep asks for: a sorted list without repeats, or every rank that a cell has.</summary>
public sealed class RankSelection
{
    private RankSelection(IReadOnlyList<int>? ranks) => Ranks = ranks;

    /// <summary>Every rank of a cell.</summary>
    public static RankSelection All { get; } = new(null);

    /// <summary>The ranks listed, ascending; null for <see cref="All"/>.</summary>
    public IReadOnlyList<int>? Ranks { get; }

    /// <summary>Selects the ranks given, sorted; throws <see cref="ArgumentException"/> for an empty list, a repeat or a rank below 1.</summary>
    public static RankSelection Of(IEnumerable<int> ranks)
    {
        int[] sorted = [.. ranks.Order()];
        if (sorted.Length == 0 || sorted[0] < 1 || sorted.Distinct().Count() != sorted.Length)
        {
            throw new ArgumentException("ranks must be distinct, at least 1, and not empty", nameof(ranks));
        }

        return new RankSelection(sorted);
    }
}
