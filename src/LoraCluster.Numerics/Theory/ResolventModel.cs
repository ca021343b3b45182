using System.Numerics;
using System.Runtime.CompilerServices;

namespace LoraCluster.Numerics.Theory;

/// <summary>
/// Deterministic equivalents of the resolvent of TᵀT, T = ΔX + noise in the row space of X, for a task shift of any rank and spectrum; every function is explicit in one
/// complex parameter u of the upper half-plane (docs/theory.md, "LoRA's risk at every rank", which derives them).
/// </summary>
internal sealed class ResolventModel
{
    private readonly double[] _singles;
    private readonly double[] _repeated;
    private readonly int[] _weights;
    private readonly double _zeros;
    private readonly double _noise;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly int _samples;
    private readonly int _small;
    private readonly int _large;

    /// <summary>Describes one problem.</summary>
    /// <param name="shift">Squared singular values of ΔΣ^{1/2} that are not zero, descending; the largest of them and of <paramref name="noise"/> is near 1.</param>
    /// <param name="inputs">Rows of X: dx.</param>
    /// <param name="outputs">Rows of T: dy.</param>
    /// <param name="samples">Columns of X: n.</param>
    /// <param name="noise">σ².</param>
    public ResolventModel(ReadOnlySpan<double> shift, int inputs, int outputs, int samples, double noise)
    {
        var groups = shift.ToArray().GroupBy(value => value).Select(group => (Value: group.Key, Count: group.Count())).ToList();
        _singles = [.. groups.Where(group => group.Count == 1).Select(group => group.Value)];
        _repeated = [.. groups.Where(group => group.Count > 1).Select(group => group.Value)];
        _weights = [.. groups.Where(group => group.Count > 1).Select(group => group.Count)];
        _zeros = inputs - shift.Length;
        (_inputs, _outputs, _samples, _noise) = (inputs, outputs, samples, noise);
        (_small, _large) = (Math.Min(inputs, samples), Math.Max(inputs, samples));
        Rank = noise > 0 ? Math.Min(outputs, _small) : Math.Min(shift.Length, Math.Min(outputs, _small));
        Shift = shift.ToArray();
    }

    /// <summary>The rank of T.</summary>
    public int Rank { get; }

    /// <summary>The squared singular values of the shift that are not zero, descending.</summary>
    public IReadOnlyList<double> Shift { get; }

    /// <summary>n.</summary>
    public int Samples => _samples;

    /// <summary>Above all squared singular values of T: (√n s_1 + σ(√dy + √min(n, dx)))² and room to spare.</summary>
    public double Ceiling
    {
        get
        {
            double edge = ((Math.Sqrt(_samples) + Math.Sqrt(_inputs)) * Math.Sqrt(Shift.Count > 0 ? Shift[0] : 0)) + (Math.Sqrt(_noise) * (Math.Sqrt(_outputs) + Math.Sqrt(_small)));
            return 3 * edge * edge;
        }
    }

    /// <summary>The functions at <paramref name="u"/>, in the upper half-plane. Takes time proportional to the number of distinct shift values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ResolventPoint At(Complex u)
    {
        var (sum, sumSquares, weighted, weightedSquares, angle) = Sums(u);
        Complex s = _samples - weighted;
        Complex slopeS = -weightedSquares;
        Complex kappa = u * s;
        Complex slopeKappa = s + (u * slopeS);
        Complex inverse = 1 / u;
        Complex q, slopeQ, larger;
        double imaginary = -angle - s.Imaginary;
        if (_samples > _inputs)
        {
            Complex p = sum - (_zeros * inverse);
            q = p / s;
            slopeQ = ((sumSquares + (_zeros * inverse * inverse)) / s) - (q * slopeS / s);
            larger = s;
            imaginary += (_samples - _inputs) * Angle(s);
        }
        else
        {
            (q, slopeQ) = (-inverse, inverse * inverse);
            larger = _inputs - _samples + s;
            imaginary += (_inputs - _samples) * Angle(u);
        }

        Complex a = 1 - (_noise * q);
        Complex slopeA = -_noise * slopeQ;
        double surplus = _outputs - _small;
        Complex eigenvalue = (kappa * a * a) + (_noise * surplus * a);
        Complex slope = (slopeKappa * a * a) + (2 * kappa * a * slopeA) + (_noise * surplus * slopeA);
        imaginary += (surplus * (Angle(a) - a.Imaginary)) - (_noise * (kappa * q * q).Imaginary);

        Complex other = a + (_noise * surplus / kappa);
        Complex cross = (_large / larger) - 1;
        Complex excess = 1 - other;
        return new ResolventPoint(
            eigenvalue,
            slope,
            q / a,
            -imaginary / Math.PI,
            (cross * excess * excess / other) - (other * _small / (_large - _small)),
            cross / other);
    }

    // Over the shift's values d: Σ 1/(d − u), Σ 1/(d − u)², Σ d/(d − u), Σ d/(d − u)², and Σ arg(u − d) over all inputs.
    private (Complex Sum, Complex SumSquares, Complex Weighted, Complex WeightedSquares, double Angle) Sums(Complex u)
    {
        double x = u.Real, y = u.Imaginary;
        var total = new ShiftSums(_singles, x, y);
        double angle = total.Angle;
        for (int j = 0; j < _repeated.Length; j++)
        {
            double d = _repeated[j], w = _weights[j], gap = d - x;
            double scale = 1 / ((gap * gap) + (y * y));
            double re = gap * scale, im = y * scale;
            total.Add(w, d, re, im);
            angle += w * PortableMath.Atan2(y, -gap);
        }

        return (total.Sum, total.SumSquares, total.Weighted, total.WeightedSquares, angle + (_zeros * PortableMath.Atan2(y, x)));
    }

    private static double Angle(Complex z) => PortableMath.Atan2(z.Imaginary, z.Real);
}
