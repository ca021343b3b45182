using LoraCluster.Reports.Figures.Model;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>Ticks at powers of ten, at 2 and 5 times them where there are few, and minor ticks between.</summary>
internal static class LogTicks
{
    /// <summary>The ticks between two positive values, minor ones included; about <paramref name="mostLabels"/> of them with labels at most.</summary>
    public static IReadOnlyList<AxisTick> Between(double minimum, double maximum, int mostLabels)
    {
        int first = Decimals.Exponent(minimum), last = Decimals.Exponent(maximum);
        int every = ((last - first) / mostLabels) + 1;
        (double Value, int Digit, int Exponent)[] ticks =
        [
            .. from exponent in Enumerable.Range(first, last - first + 1)
               from digit in Enumerable.Range(1, every == 1 ? 9 : 1)
               let value = Decimals.Of(digit, exponent)
               where value >= minimum && value <= maximum
               select (value, digit, exponent),
        ];
        bool labelsBetween = ticks.Count(tick => tick.Digit is 1 or 2 or 5) <= mostLabels;
        return [.. ticks.Select(tick => new AxisTick(
            tick.Value,
            (tick.Digit == 1 && tick.Exponent % every == 0) || (tick.Digit is 2 or 5 && labelsBetween) ? NumberText.Of(tick.Value) : null))];
    }
}
