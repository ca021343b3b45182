using LoraCluster.Numerics;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Linear;

/// <summary>The root of a function of a positive number, by its sign: enclosed between the first looks, then by regula falsi with the Illinois rule, in the logarithm.</summary>
internal static class CrossingRoot
{
    /// <summary>Evenly spaced looks at the whole interval, its ends among them.</summary>
    public const int FirstLooks = 9;

    /// <summary>Looks that the enclosed root usually takes.</summary>
    public const int UsualSteps = 5;

    private const int StepsMax = 100;

    /// <summary>The first places to look at, ascending.</summary>
    public static double[] Places(CrossingSearch search)
    {
        double low = PortableMath.Log(search.Low), high = PortableMath.Log(search.High);
        return
        [
            search.Low,
            .. Enumerable.Range(1, FirstLooks - 2).Select(i => PortableMath.Exp(low + ((high - low) * i / (FirstLooks - 1)))),
            search.High,
        ];
    }

    /// <summary>
    /// The smallest root that the first looks enclose, to the search's relative tolerance; NaN where the sign does not change between any two of them, and where a value is NaN.
    /// </summary>
    public static double Find(CrossingSearch search, double[] places, Func<double, double> function)
    {
        double before = function(places[0]);
        for (int i = 1; i < places.Length; i++)
        {
            double here = function(places[i]);
            if (double.IsNaN(before + here))
            {
                return double.NaN;
            }

            if ((before < 0) != (here < 0))
            {
                return Enclosed(search.Tolerance, PortableMath.Log(places[i - 1]), before, PortableMath.Log(places[i]), here, function);
            }

            before = here;
        }

        return double.NaN;
    }

    private static double Enclosed(double tolerance, double a, double atA, double b, double atB, Func<double, double> function)
    {
        int side = 0;
        for (int step = 0; step < StepsMax && b - a > tolerance && atB != 0; step++)
        {
            // Near the end regula falsi creeps up from one side; a step a little too far encloses the root.
            double x = ((a * atB) - (b * atA)) / (atB - atA);
            x = Math.Clamp(x, a + (0.25 * tolerance), b - (0.25 * tolerance));
            double y = function(PortableMath.Exp(x));
            if (double.IsNaN(y))
            {
                return double.NaN;
            }

            if ((y < 0) == (atA < 0) && y != 0)
            {
                atB = side == -1 ? atB / 2 : atB;
                (a, atA, side) = (x, y, -1);
            }
            else
            {
                atA = side == 1 ? atA / 2 : atA;
                (b, atB, side) = (x, y, 1);
            }
        }

        return PortableMath.Exp(atB == 0 ? b : (a + b) / 2);
    }
}
