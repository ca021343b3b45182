using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LoraCluster.Numerics.Theory;

/// <summary>Sums of resolvents over values d that occur once, eight of them side by side, so that the order of additions is the same on every processor.</summary>
internal ref struct ShiftSums
{
    private Complex _sum;
    private Complex _sumSquares;
    private Complex _weighted;
    private Complex _weightedSquares;

    // The few hundred calls of a small sweep would be over before the runtime compiles it well.
    /// <summary>Sums over <paramref name="values"/> at u = <paramref name="x"/> + i·<paramref name="y"/>, y &gt; 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ShiftSums(ReadOnlySpan<double> values, double x, double y)
    {
        var blocks = MemoryMarshal.Cast<double, Lanes>(values);
        Lanes sumRe = Lanes.Zero, sumIm = Lanes.Zero, squareRe = Lanes.Zero, squareIm = Lanes.Zero;
        Lanes weightedRe = Lanes.Zero, weightedIm = Lanes.Zero, weightedSquareRe = Lanes.Zero, weightedSquareIm = Lanes.Zero;
        Lanes productRe = Lanes.One, productIm = Lanes.Zero, turns = Lanes.Zero;
        Lanes height = Vector512.Create(y), heightSquare = Vector512.Create(y * y), real = Vector512.Create(x);
        foreach (Lanes d in blocks)
        {
            Lanes gap = d - real;
            Lanes scale = Lanes.One / ((gap * gap) + heightSquare);
            Lanes re = gap * scale, im = height * scale;
            Lanes re2 = (re * re) - (im * im), im2 = re * im;
            im2 += im2;
            sumRe += re;
            sumIm += im;
            squareRe += re2;
            squareIm += im2;
            weightedRe += d * re;
            weightedIm += d * im;
            weightedSquareRe += d * re2;
            weightedSquareIm += d * im2;

            // Angles are added up as that of a product of u − d: each is at most half a turn, so a product that leaves the lower half-plane has gone round.
            Lanes size = Lanes.One / (Vector512.Abs(gap) + height);
            Lanes factorRe = -gap * size, factorIm = height * size;
            Lanes wasLow = Vector512.LessThan(productIm, Lanes.Zero);
            (productRe, productIm) = ((productRe * factorRe) - (productIm * factorIm), (productRe * factorIm) + (productIm * factorRe));
            turns += Vector512.ConditionalSelect(wasLow & Vector512.GreaterThanOrEqual(productIm, Lanes.Zero), Lanes.One, Lanes.Zero);

            // A factor is not shorter than 1/√2 and not longer than 1.
            Lanes norm = Vector512.Abs(productRe) + Vector512.Abs(productIm);
            Lanes renormed = Vector512.ConditionalSelect(Vector512.LessThan(norm, Vector512.Create(1e-100)), Vector512.Create(1e100), Lanes.One);
            productRe *= renormed;
            productIm *= renormed;
        }

        (_sum, _sumSquares) = (Across(sumRe, sumIm), Across(squareRe, squareIm));
        (_weighted, _weightedSquares) = (Across(weightedRe, weightedIm), Across(weightedSquareRe, weightedSquareIm));
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            double angle = PortableMath.Atan2(productIm[lane], productRe[lane]);
            Angle += (2 * Math.PI * turns[lane]) + (angle < 0 ? angle + (2 * Math.PI) : angle);
        }

        foreach (double d in values[(blocks.Length * Lanes.Count)..])
        {
            double gap = d - x, scale = 1 / ((gap * gap) + (y * y));
            Add(1, d, gap * scale, y * scale);
            Angle += PortableMath.Atan2(y, -gap);
        }
    }

    /// <summary>Σ 1/(d − u).</summary>
    public readonly Complex Sum => _sum;

    /// <summary>Σ 1/(d − u)².</summary>
    public readonly Complex SumSquares => _sumSquares;

    /// <summary>Σ d/(d − u).</summary>
    public readonly Complex Weighted => _weighted;

    /// <summary>Σ d/(d − u)².</summary>
    public readonly Complex WeightedSquares => _weightedSquares;

    /// <summary>Σ arg(u − d), each in [0, π].</summary>
    public double Angle { get; private set; }

    /// <summary>Adds a value d that occurs <paramref name="weight"/> times, 1/(d − u) being <paramref name="re"/> + i·<paramref name="im"/>.</summary>
    public void Add(double weight, double d, double re, double im)
    {
        var term = new Complex(weight * re, weight * im);
        var square = new Complex(weight * ((re * re) - (im * im)), weight * 2 * re * im);
        _sum += term;
        _sumSquares += square;
        _weighted += d * term;
        _weightedSquares += d * square;
    }

    private static Complex Across(Lanes re, Lanes im)
    {
        double real = 0, imaginary = 0;
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            real += re[lane];
            imaginary += im[lane];
        }

        return new Complex(real, imaginary);
    }
}
