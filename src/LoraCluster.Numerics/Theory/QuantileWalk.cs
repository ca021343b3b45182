using System.Numerics;

namespace LoraCluster.Numerics.Theory;

/// <summary>
/// Goes down the spectrum of TᵀT from count to count. At a count t the parameter u solves Im λ(u) = 0 and CountAbove(u) = t: two real equations for one complex number,
/// given to Newton's method from where the last count, the next value of the shift or the bulk's edge suggest; where all of these fail, λ is bisected with u followed from far above.
/// </summary>
internal sealed class QuantileWalk(ResolventModel model)
{
    private const int NewtonStepsMax = 40;
    private const double Tolerance = 1e-8;

    private Complex _last;
    private Complex _next;
    private bool _begun;
    private double _count;

    /// <summary>The equivalents where <paramref name="count"/> squared singular values lie above; counts must ascend, strictly between integers. Null where it cannot be found.</summary>
    public ResolventPoint? At(double count)
    {
        foreach (Complex guess in Guesses(count))
        {
            if (Newton(guess, count) is { } found)
            {
                return Keep(found.U, found.Point, count);
            }
        }

        return Bisect(count) is { } last ? Keep(last.U, last.Point, count) : null;
    }

    private ResolventPoint Keep(Complex u, ResolventPoint point, double count)
    {
        // Along the real axis dN = −Im q_T dλ/π.
        Complex perCount = -Math.PI / point.Trace.Imaginary / point.Slope;
        (_last, _next, _begun, _count) = (u, perCount, true, count);
        return point;
    }

    private IEnumerable<Complex> Guesses(double count)
    {
        if (_begun)
        {
            Complex ahead = _last + (_next * (count - _count));
            if (ahead.Imaginary > 0)
            {
                yield return ahead;
            }
        }

        // A value that stands alone is surrounded by an arc whose radius is d/√n and more.
        int place = (int)count;
        if (place < model.Shift.Count)
        {
            double d = model.Shift[place];
            yield return new Complex(d, d / Math.Sqrt(model.Samples));
            yield return new Complex(d, 3 * d / Math.Sqrt(model.Samples));
        }

        if (_begun)
        {
            yield return _last;
        }
    }

    private (Complex U, ResolventPoint Point)? Newton(Complex u, double count)
    {
        var point = model.At(u);
        double merit = Merit(point, count);
        for (int step = 0; step < NewtonStepsMax; step++)
        {
            if (merit < Tolerance)
            {
                return (u, point);
            }

            double alongImaginary = -point.Eigenvalue.Imaginary;
            double alongReal = ((Math.PI * (point.CountAbove - count)) - (point.Trace.Real * alongImaginary)) / point.Trace.Imaginary;
            Complex move = new Complex(alongReal, alongImaginary) / point.Slope;
            if (!Complex.IsFinite(move))
            {
                return null;
            }

            bool isBetter = false;
            for (double part = 1; part > 1e-3 && !isBetter; part /= 2)
            {
                Complex there = u + (part * move);
                if (there.Imaginary <= 0)
                {
                    continue;
                }

                var tried = model.At(there);
                double value = Merit(tried, count);
                if (value < merit)
                {
                    (u, point, merit, isBetter) = (there, tried, value, true);
                }
            }

            if (!isBetter)
            {
                return merit < 1e3 * Tolerance ? (u, point) : null;
            }
        }

        return null;
    }

    private static double Merit(in ResolventPoint point, double count)
    {
        double merit = Math.Abs(point.Eigenvalue.Imaginary / point.Eigenvalue.Real) + Math.Abs(point.CountAbove - count);
        return point.Eigenvalue.Real > 0 && point.Trace.Imaginary > 0 && double.IsFinite(merit) ? merit : double.PositiveInfinity;
    }

    // λ on a logarithmic scale between 0 and the ceiling; the count there from a path that starts where T looks like noise-free data, far above, and comes down to the axis last.
    private (Complex U, ResolventPoint Point)? Bisect(double count)
    {
        double high = model.Ceiling, low = high;
        for (int halvings = 0; ; halvings++)
        {
            low /= 4;
            if (halvings > 400 || Follow(low) is not { } below)
            {
                return null;
            }

            if (below.Point.CountAbove >= count)
            {
                break;
            }

            high = low;
        }

        for (int step = 0; step < 60; step++)
        {
            double middle = Math.Sqrt(low * high);
            if (Follow(middle) is not { } there)
            {
                return null;
            }

            if (Math.Abs(there.Point.CountAbove - count) < 0.2 && Newton(there.U, count) is { } found)
            {
                return found;
            }

            if (there.Point.CountAbove >= count)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return Follow(low);
    }

    private (Complex U, ResolventPoint Point)? Follow(double eigenvalue)
    {
        Complex far = new Complex(1, 1) * (1000 * model.Ceiling);
        Complex u = far / model.Samples;
        ResolventPoint point = default;
        Complex target = far;
        while (true)
        {
            if (Track(ref u, ref point, target) is false)
            {
                return null;
            }

            if (target.Real <= eigenvalue)
            {
                break;
            }

            double real = Math.Max(eigenvalue, target.Real / 2);
            target = new Complex(real, real);
        }

        for (double height = eigenvalue / 2; height > 1e-9 * eigenvalue; height /= 2)
        {
            if (!Track(ref u, ref point, new Complex(eigenvalue, height)))
            {
                return null;
            }
        }

        return (u, point);
    }

    private bool Track(ref Complex u, ref ResolventPoint point, Complex target)
    {
        for (int step = 0; step < 60; step++)
        {
            point = model.At(u);
            Complex miss = target - point.Eigenvalue;
            if (Complex.Abs(miss) < 1e-11 * Complex.Abs(target))
            {
                return true;
            }

            Complex move = miss / point.Slope;
            double reach = 0.7 * Complex.Abs(u) / Complex.Abs(move);
            Complex part = reach < 1 ? move * reach : move;
            while ((u + part).Imaginary <= 0)
            {
                part /= 2;
            }

            u += part;
        }

        return false;
    }
}
