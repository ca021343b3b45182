using System.Runtime.Intrinsics;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra.Dense;

/// <summary>
/// Sums along vectors of doubles. Entry i is summed in lane i mod 8, each lane in index order, and the lanes by a fixed tree: the same bits on every processor. Ranges begin and end at
/// multiples of eight; what stands outside the vector proper is zero.
/// </summary>
internal static unsafe class VectorKernels
{
    /// <summary>((x0 + x4) + (x2 + x6)) + ((x1 + x5) + (x3 + x7)).</summary>
    public static double Sum(Lanes x)
    {
        Vector256<double> half = x.GetLower() + x.GetUpper();
        Vector128<double> quarter = half.GetLower() + half.GetUpper();
        return quarter.GetElement(0) + quarter.GetElement(1);
    }

    /// <summary>Σ x_i² for from ≤ i &lt; to.</summary>
    public static double SumOfSquares(double* x, int from, int to)
    {
        Lanes s0 = Lanes.Zero, s1 = s0, s2 = s0, s3 = s0;
        int i = from;
        for (; i + 31 < to; i += 32)
        {
            Lanes x0 = Vector512.Load(x + i), x1 = Vector512.Load(x + i + 8), x2 = Vector512.Load(x + i + 16), x3 = Vector512.Load(x + i + 24);
            s0 = Fma(x0, x0, s0);
            s1 = Fma(x1, x1, s1);
            s2 = Fma(x2, x2, s2);
            s3 = Fma(x3, x3, s3);
        }

        for (; i < to; i += 8)
        {
            Lanes rest = Vector512.Load(x + i);
            s0 = Fma(rest, rest, s0);
        }

        return Sum((s0 + s1) + (s2 + s3));
    }

    /// <summary>‖A‖², rows in order; what stands behind the last column is zero.</summary>
    public static double SumOfSquares(RowMatrix a)
    {
        double sum = 0;
        for (int r = 0; r < a.Rows; r++)
        {
            sum += SumOfSquares(a.Row(r), 0, a.PaddedColumns);
        }

        return sum;
    }

    /// <summary>result[c] = the sum of squares of column c, rows in order.</summary>
    public static void ColumnSumsOfSquares(RowMatrix a, double* result)
    {
        for (int c = 0; c < a.PaddedColumns; c += 8)
        {
            Lanes s0 = Lanes.Zero, s1 = s0, s2 = s0, s3 = s0;
            int r = 0;
            for (; r + 3 < a.Rows; r += 4)
            {
                Lanes x0 = Vector512.Load(a.Row(r) + c), x1 = Vector512.Load(a.Row(r + 1) + c);
                Lanes x2 = Vector512.Load(a.Row(r + 2) + c), x3 = Vector512.Load(a.Row(r + 3) + c);
                s0 = Fma(x0, x0, s0);
                s1 = Fma(x1, x1, s1);
                s2 = Fma(x2, x2, s2);
                s3 = Fma(x3, x3, s3);
            }

            for (; r < a.Rows; r++)
            {
                Lanes x = Vector512.Load(a.Row(r) + c);
                s0 = Fma(x, x, s0);
            }

            ((s0 + s1) + (s2 + s3)).Store(result + c);
        }
    }

    /// <summary>result[q] = row q of <paramref name="a"/> times x, over from ≤ i &lt; to, for the first <paramref name="count"/> rows.</summary>
    public static void Dots(RowMatrix a, int count, double* x, int from, int to, double* result)
    {
        int q = 0;
        for (; q + 3 < count; q += 4)
        {
            double* r0 = a.Row(q), r1 = a.Row(q + 1), r2 = a.Row(q + 2), r3 = a.Row(q + 3);
            Lanes s0 = Lanes.Zero, s1 = s0, s2 = s0, s3 = s0;
            for (int i = from; i < to; i += 8)
            {
                Lanes xi = Vector512.Load(x + i);
                s0 = Fma(Vector512.Load(r0 + i), xi, s0);
                s1 = Fma(Vector512.Load(r1 + i), xi, s1);
                s2 = Fma(Vector512.Load(r2 + i), xi, s2);
                s3 = Fma(Vector512.Load(r3 + i), xi, s3);
            }

            result[q] = Sum(s0);
            result[q + 1] = Sum(s1);
            result[q + 2] = Sum(s2);
            result[q + 3] = Sum(s3);
        }

        for (; q < count; q++)
        {
            double* row = a.Row(q);
            Lanes s = Lanes.Zero;
            for (int i = from; i < to; i += 8)
            {
                s = Fma(Vector512.Load(row + i), Vector512.Load(x + i), s);
            }

            result[q] = Sum(s);
        }
    }
}
