namespace LoraCluster.Reports.Figures;

/// <summary>Ranks in as many classes as eyes can tell apart on a map: single ranks and then doublings.</summary>
public static class RankClasses
{
    private static readonly int[] Starts = [1, 2, 3, 4, 6, 8, 12, 16, 32, 64, 128, 256, 512];

    /// <summary>The first rank of the class that a rank, at least 1, is in.</summary>
    public static int StartOf(int rank) => Starts[Array.FindLastIndex(Starts, start => rank >= start)];

    /// <summary>What follows the first rank of a class in its name: nothing, <c>… 7</c>, or <c>or more</c>.</summary>
    public static string RestOf(int start) => Array.IndexOf(Starts, start) + 1 is var next && next == Starts.Length ? " or more"
        : Starts[next] == start + 1 ? string.Empty
        : FormattableString.Invariant($" … {Starts[next] - 1}");
}
