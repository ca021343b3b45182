using System.Runtime.Intrinsics;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra.Dense;

/// <summary>
/// The two products of a bidiagonalisation step with the matrix, yᵀ = vᵀA and x = A z, in one reading of it (Howell et al., Cache efficient bidiagonalization using
/// BLAS 2.5 operators, ACM Trans. Math. Software 34, 2008): z follows from y column by column, so four vectors of columns are read once for y and, while
/// the cache still holds them, again for x.
/// </summary>
internal static unsafe class BidiagonalSweep
{
    private const int Width = 32;

    /// <summary>
    /// For columns beyond <paramref name="j"/>: y = τ (vᵀA − gᵀR), z = row j of A − hᵀR − y, and <paramref name="sums"/>[r] = the lanes of row r of A times z for rows beyond j. R holds
    /// <paramref name="count"/> rows. y and z are zero in columns up to j.
    /// </summary>
    public static void Run(RowMatrix a, int j, double* v, RowMatrix r, int count, double* g, double* h, double tau, double* y, double* z, Lanes* sums)
    {
        int width = Math.Max(a.PaddedColumns, Width);
        int sweeps = (width - ((j + 1) & ~7) + Width - 1) / Width;
        for (int s = 0; s < sweeps; s++)
        {
            // Sweeps end at the last column. The first may begin in columns that are done, or, for want of those, end in the second one's.
            int begin = width - (Width * (sweeps - s));
            int start = Math.Max(begin, 0);
            Multiply(a, j, start, v, r, count, g, h, Vector512.Create(tau), y, z);
            if (s == 0)
            {
                new Span<double>(y, j + 1).Clear();
                new Span<double>(z, j + 1).Clear();
            }

            Accumulate(a, j, start, begin + Width, z, sums, s == 0);
        }
    }

    // Even and odd rows are summed apart: twice as many chains of additions.
    private static void Multiply(
        RowMatrix a, int j, int start, double* v, RowMatrix r, int count, double* g, double* h, Lanes tau, double* y, double* z)
    {
        Lanes y0 = Lanes.Zero, y1 = y0, y2 = y0, y3 = y0, o0 = y0, o1 = y0, o2 = y0, o3 = y0;
        double* row = a.Row(j) + start;
        Lanes z0 = Vector512.Load(row), z1 = Vector512.Load(row + 8), z2 = Vector512.Load(row + 16), z3 = Vector512.Load(row + 24);
        long stride = a.Stride;
        int i = j;
        for (; i + 1 < a.Rows; i += 2, row += 2 * stride)
        {
            Lanes even = Vector512.Create(v[i]), odd = Vector512.Create(v[i + 1]);
            double* next = row + stride;
            y0 = Fma(even, Vector512.Load(row), y0);
            y1 = Fma(even, Vector512.Load(row + 8), y1);
            y2 = Fma(even, Vector512.Load(row + 16), y2);
            y3 = Fma(even, Vector512.Load(row + 24), y3);
            o0 = Fma(odd, Vector512.Load(next), o0);
            o1 = Fma(odd, Vector512.Load(next + 8), o1);
            o2 = Fma(odd, Vector512.Load(next + 16), o2);
            o3 = Fma(odd, Vector512.Load(next + 24), o3);
        }

        if (i < a.Rows)
        {
            var even = Vector512.Create(v[i]);
            y0 = Fma(even, Vector512.Load(row), y0);
            y1 = Fma(even, Vector512.Load(row + 8), y1);
            y2 = Fma(even, Vector512.Load(row + 16), y2);
            y3 = Fma(even, Vector512.Load(row + 24), y3);
        }

        (y0, y1, y2, y3) = (y0 + o0, y1 + o1, y2 + o2, y3 + o3);
        row = r.Data + start;
        for (int q = 0; q < count; q++, row += r.Stride)
        {
            Lanes gq = Vector512.Create(-g[q]), hq = Vector512.Create(-h[q]);
            Lanes x0 = Vector512.Load(row), x1 = Vector512.Load(row + 8), x2 = Vector512.Load(row + 16), x3 = Vector512.Load(row + 24);
            (y0, z0) = (Fma(gq, x0, y0), Fma(hq, x0, z0));
            (y1, z1) = (Fma(gq, x1, y1), Fma(hq, x1, z1));
            (y2, z2) = (Fma(gq, x2, y2), Fma(hq, x2, z2));
            (y3, z3) = (Fma(gq, x3, y3), Fma(hq, x3, z3));
        }

        Write(y + start, z + start, tau * y0, z0);
        Write(y + start + 8, z + start + 8, tau * y1, z1);
        Write(y + start + 16, z + start + 16, tau * y2, z2);
        Write(y + start + 24, z + start + 24, tau * y3, z3);
    }

    private static void Write(double* y, double* z, Lanes yi, Lanes zi)
    {
        yi.Store(y);
        (zi - yi).Store(z);
    }

    private static void Accumulate(RowMatrix a, int j, int start, int end, double* z, Lanes* sums, bool isFirst)
    {
        Lanes z0 = Part(z, start, end), z1 = Part(z, start + 8, end), z2 = Part(z, start + 16, end), z3 = Part(z, start + 24, end);
        double* row = a.Row(j + 1) + start;
        for (int i = j + 1; i < a.Rows; i++, row += a.Stride)
        {
            Lanes s = isFirst ? Lanes.Zero : sums[i];
            s = Fma(Vector512.Load(row), z0, s);
            s = Fma(Vector512.Load(row + 8), z1, s);
            s = Fma(Vector512.Load(row + 16), z2, s);
            sums[i] = Fma(Vector512.Load(row + 24), z3, s);
        }
    }

    // Columns from end on belong to the next sweep.
    private static Lanes Part(double* z, int column, int end) => column < end ? Vector512.Load(z + column) : Lanes.Zero;
}
