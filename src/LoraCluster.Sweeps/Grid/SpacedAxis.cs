using System.Numerics;
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

        return index == count - 1 ? to : RoundedReal.Of(geometric ? ByRatio(index, count - 1, from, to) : ByStep(index, count - 1, from, to));
    }

    // From the nearer end, and never to / from: neither the ratio nor its exponential may overflow while both ends are finite.
    private static double ByRatio(long index, long last, double from, double to)
    {
        double share = index / (double)last;
        double ratio = PortableMath.Log(to) - PortableMath.Log(from);
        (double end, double exponent) = share <= 0.5 ? (from, share * ratio) : (to, (share - 1) * ratio);
        double value = Math.Abs(exponent) < 700
            ? end * PortableMath.Exp(exponent)
            : end * PortableMath.Exp(exponent / 2) * PortableMath.Exp(exponent / 2);
        return Polished(value, index, last, from, to);
    }

    // One step of Newton's method on (value / from)^last = (to / from)^index, whose powers are exact to the last bit: it makes 10 of 9.99999999999999.
    private static double Polished(double value, long index, long last, double from, double to)
    {
        long divisor = (long)BigInteger.GreatestCommonDivisor(index, last);
        double wanted = PortableMath.Pow(to / from, index / divisor);
        double reached = PortableMath.Pow(value / from, last / divisor);
        double error = (reached / wanted) - 1;
        return double.IsNormal(wanted) && double.IsNormal(reached) && Math.Abs(error) < 1e-9
            ? value - (value * error * divisor / last)
            : value;
    }

    private static double ByStep(double index, double last, double from, double to)
    {
        double sum = (from * (last - index)) + (to * index);
        return double.IsFinite(sum) ? sum / last : (from / last * (last - index)) + (to / last * index);
    }
}
