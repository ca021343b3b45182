namespace LoraCluster.Reports.Figures.Building;

/// <summary>
/// The colour map viridis (Smith and van der Walt, 2015, public domain): its lightness rises evenly, so that the order survives grey printing and every common kind of
/// colour blindness. The ends are left out: one is too near to the baseline's black, the other to the paper's white.
/// </summary>
internal static class Viridis
{
    private const double Darkest = 0.16;
    private const double Lightest = 0.81;

    private static readonly (byte R, byte G, byte B)[] Stops =
    [
        (0x44, 0x01, 0x54), (0x47, 0x2d, 0x7b), (0x3b, 0x52, 0x8b), (0x2c, 0x72, 0x8e), (0x21, 0x91, 0x8c),
        (0x28, 0xae, 0x80), (0x5e, 0xc9, 0x62), (0xad, 0xdc, 0x30), (0xfd, 0xe7, 0x25),
    ];

    /// <summary>The colour of one of <paramref name="count"/> ordered things, <c>#rrggbb</c>.</summary>
    public static string Color(int place, int count)
    {
        double along = count == 1 ? 0.5 : (double)place / (count - 1);
        double position = (Darkest + (along * (Lightest - Darkest))) * (Stops.Length - 1);
        int stop = Math.Min((int)position, Stops.Length - 2);
        (byte R, byte G, byte B) from = Stops[stop], to = Stops[stop + 1];
        double share = position - stop;
        return $"#{Mix(from.R, to.R, share):x2}{Mix(from.G, to.G, share):x2}{Mix(from.B, to.B, share):x2}";
    }

    private static int Mix(byte from, byte to, double share) => (int)Math.Round(from + (share * (to - from)), MidpointRounding.AwayFromZero);
}
