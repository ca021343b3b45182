using LoraCluster.Numerics;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Grid;

/// <summary>
/// Real numbers evenly spaced, or evenly in the logarithm. The ends are exact; the values between are rounded to 15 significant digits. The steps must exceed
/// <see cref="RoundedReal.Resolution"/>, so the values are strictly monotonic.
/// </summary>
/// <param name="Parameter">The parameter's place in the experiment's order.</param>
/// <param name="Count">Number of values, at least 2.</param>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
/// <param name="Geometric">True for even ratios; both ends are then positive.</param>
internal sealed record SpacedAxis(int Parameter, long Count, double From, double To, bool Geometric) : Axis(Parameter, Count)
{
    private const int MostKept = 4096;

    // Rounding costs a conversion to decimal; short axes are looked up far more often than they are long.
    private readonly double[]? _kept = Count <= MostKept
        ? [.. Enumerable.Range(0, (int)Count).Select(i => Between(i, Count, From, To, Geometric))]
        : null;

    public override ParameterValue ValueAt(long index) => ParameterValue.Of(Real(index));

    public override long? IndexOf(ParameterValue value)
    {
        if (value.Kind != ParameterKind.Real)
        {
            return null;
        }

        long low = 0;
        long high = Count - 1;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            bool before = From < To ? Real(middle) < value.Real : Real(middle) > value.Real;
            (low, high) = before ? (middle + 1, high) : (low, middle);
        }

        return Real(low) == value.Real ? low : null;
    }

    private double Real(long index) => _kept is null ? Between(index, Count, From, To, Geometric) : _kept[index];

    private static double Between(long index, long count, double from, double to, bool geometric)
    {
        if (index == 0)
        {
            return from;
        }

        double last = count - 1;
        return index == count - 1 ? to : RoundedReal.Of(geometric ? ByRatio(index / last, from, to) : ByStep(index, last, from, to));
    }

    // From the nearer end, and never to / from: neither the ratio nor its exponential may overflow while both ends are finite.
    private static double ByRatio(double share, double from, double to)
    {
        double ratio = PortableMath.Log(to) - PortableMath.Log(from);
        (double end, double exponent) = share <= 0.5 ? (from, share * ratio) : (to, (share - 1) * ratio);
        return Math.Abs(exponent) < 700
            ? end * PortableMath.Exp(exponent)
            : end * PortableMath.Exp(exponent / 2) * PortableMath.Exp(exponent / 2);
    }

    private static double ByStep(double index, double last, double from, double to)
    {
        double sum = (from * (last - index)) + (to * index);
        return double.IsFinite(sum) ? sum / last : (from / last * (last - index)) + (to / last * index);
    }
}
