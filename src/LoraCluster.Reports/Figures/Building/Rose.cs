namespace LoraCluster.Reports.Figures.Building;

/// <summary>A second ramp for ordered things, from dark to light red, for those that <see cref="Viridis"/> does not show.</summary>
internal static class Rose
{
    private static readonly (int R, int G, int B) Dark = (0x7a, 0x01, 0x77);
    private static readonly (int R, int G, int B) Light = (0xf5, 0x8a, 0xa8);

    /// <summary>The colour of one of <paramref name="count"/> ordered things, <c>#rrggbb</c>.</summary>
    public static string Color(int place, int count)
    {
        int of = Math.Max(1, count - 1);
        return $"#{Mix(Dark.R, Light.R, place, of):x2}{Mix(Dark.G, Light.G, place, of):x2}{Mix(Dark.B, Light.B, place, of):x2}";
    }

    private static int Mix(int from, int to, int place, int of) => from + ((to - from) * place / of);
}
