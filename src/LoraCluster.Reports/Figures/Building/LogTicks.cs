using LoraCluster.Reports.Figures.Model;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>Ticks at powers of ten, at 2 and 5 times them where there are few, and minor ticks between.</summary>
internal static class LogTicks
{
    private const int MostLabels = 8;
    private const double FewDecades = 250;

    /// <summary>The ticks between two positive values, minor ones included.</summary>
    public static IReadOnlyList<AxisTick> Between(double minimum, double maximum)
    {
        int first = Decimals.Exponent(minimum), last = Decimals.Exponent(maximum);
        int every = ((last - first) / MostLabels) + 1;
        bool isShort = maximum / minimum <= FewDecades;
        var ticks = new List<AxisTick>();
        for (int exponent = first; exponent <= last; exponent++)
        {
            for (int digit = 1; digit <= (every == 1 ? 9 : 1); digit++)
            {
                double value = Decimals.Of(digit, exponent);
                bool isLabelled = digit == 1 ? exponent % every == 0 : isShort && digit is 2 or 5;
                if (value >= minimum && value <= maximum)
                {
                    ticks.Add(new AxisTick(value, isLabelled ? NumberText.Of(value) : null));
                }
            }
        }

        return ticks;
    }
}
