using LoraCluster.Reports.Figures.Model;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>Ticks at multiples of 1, 2 or 5 times a power of ten.</summary>
internal static class LinearTicks
{
    private static readonly (int Factor, int Minors)[] Steps = [(1, 5), (2, 4), (5, 5), (10, 5), (20, 4), (50, 5)];

    /// <summary>The ticks between two values, minor ones included; about <paramref name="mostLabels"/> of them with labels at most.</summary>
    public static IReadOnlyList<AxisTick> Between(double minimum, double maximum, int mostLabels)
    {
        int exponent = Decimals.Exponent((maximum - minimum) / mostLabels);
        (int factor, int minors) = Steps.First(step => (maximum - minimum) / Decimals.Of(step.Factor, exponent) <= mostLabels);

        // One digit more than the labels have, so that minor ticks are whole multiples too.
        long minor = 10L * factor / minors;
        double unit = Decimals.Of(minor, exponent - 1);
        var ticks = new List<AxisTick>();
        for (long i = (long)Math.Ceiling(minimum / unit); i <= (long)Math.Floor(maximum / unit); i++)
        {
            double value = Decimals.Of(i * minor, exponent - 1);
            ticks.Add(new AxisTick(value, i % minors == 0 ? NumberText.Of(value) : null));
        }

        return ticks;
    }
}
