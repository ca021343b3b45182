using static LoraCluster.Numerics.LinearAlgebra.Dense.VectorKernels;

namespace LoraCluster.Numerics.LinearAlgebra.Dense;

/// <summary>A reflector H = I − τ v vᵀ with v = 1 at the pivot (Golub and Van Loan, Matrix Computations, section 5.1).</summary>
/// <param name="Tau">τ; 0 where the vector was a multiple of the pivot's unit vector already.</param>
/// <param name="Beta">H x = beta at the pivot and zero below.</param>
/// <param name="Scale">v = scale · (x − beta · unit vector); 0 where τ is.</param>
internal readonly record struct HouseholderVector(double Tau, double Beta, double Scale)
{
    // Between these bounds the sum of squares has neither lost digits to underflow nor overflowed.
    private const double SmallestSum = 1e-280;
    private const double LargestSum = 1e280;

    /// <summary>
    /// Turns x, which is zero before <paramref name="pivot"/> and from its end to the multiple of eight <paramref name="to"/>, into v.
    /// </summary>
    public static unsafe HouseholderVector Make(double* x, int pivot, int to)
    {
        double first = x[pivot];
        x[pivot] = 0;
        double tail = SumOfSquares(x, pivot & ~7, to);
        double sum = Math.FusedMultiplyAdd(first, first, tail);
        if (!(sum >= SmallestSum && sum <= LargestSum))
        {
            x[pivot] = first;
            return MakeScaled(x, pivot, to);
        }

        x[pivot] = 1;
        return tail == 0 ? new HouseholderVector(0, first, 0) : Finish(x, pivot, to, first, sum, 1);
    }

    private static unsafe HouseholderVector MakeScaled(double* x, int pivot, int to)
    {
        double largest = 0;
        for (int i = pivot; i < to; i++)
        {
            largest = Math.Max(largest, Math.Abs(x[i])); // a NaN stays
        }

        if (largest == 0 || !double.IsFinite(largest))
        {
            x[pivot] = 1;
            return new HouseholderVector(largest, largest, 0);
        }

        double unit = Math.ScaleB(1, -Math.Clamp(Math.ILogB(largest), -1000, 1000));
        for (int i = pivot; i < to; i++)
        {
            x[i] *= unit;
        }

        double first = x[pivot];
        x[pivot] = 0;
        double tail = SumOfSquares(x, pivot & ~7, to);
        x[pivot] = 1;
        return tail == 0 ? new HouseholderVector(0, first / unit, 0) : Finish(x, pivot, to, first, Math.FusedMultiplyAdd(first, first, tail), unit);
    }

    private static unsafe HouseholderVector Finish(double* x, int pivot, int to, double first, double sum, double unit)
    {
        double beta = -Math.CopySign(Math.Sqrt(sum), first);
        double scale = 1 / (first - beta);
        for (int i = pivot + 1; i < to; i++)
        {
            x[i] *= scale;
        }

        return new HouseholderVector((beta - first) / beta, beta / unit, scale * unit);
    }
}
