using System.Runtime.Intrinsics;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra.Dense;

/// <summary>
/// The innermost loops of a matrix product: eight rows by three vectors or by one, held in registers. Every entry is a sum in index order, one fused multiply-add a
/// term, then added to C by one more: the shape of a tile never shows in the bits.
/// </summary>
internal static unsafe class ProductKernel
{
    public const int Rows = 8;
    public const int WideColumns = 24;
    public const int NarrowColumns = 8;

    /// <summary>
    /// C += sign · A B for 8 × 24 entries. A's entry (i, l) stands at <c>a + i·rowStep + l·step</c>, B's row l (24 numbers) at <c>b + 24·l</c>; only the first
    /// <paramref name="rows"/> rows of A and C exist.
    /// </summary>
    public static void Wide(int depth, double* a, long rowStep, long step, double* b, double* c, long strideC, int rows, double sign)
    {
        long o1 = Offset(1, rows, rowStep), o2 = Offset(2, rows, rowStep), o3 = Offset(3, rows, rowStep), o4 = Offset(4, rows, rowStep);
        long o5 = Offset(5, rows, rowStep), o6 = Offset(6, rows, rowStep), o7 = Offset(7, rows, rowStep);
        Lanes x0 = Lanes.Zero, y0 = x0, z0 = x0, x1 = x0, y1 = x0, z1 = x0, x2 = x0, y2 = x0, z2 = x0, x3 = x0, y3 = x0, z3 = x0;
        Lanes x4 = x0, y4 = x0, z4 = x0, x5 = x0, y5 = x0, z5 = x0, x6 = x0, y6 = x0, z6 = x0, x7 = x0, y7 = x0, z7 = x0;
        for (int l = 0; l < depth; l++)
        {
            Lanes bx = Vector512.Load(b), by = Vector512.Load(b + 8), bz = Vector512.Load(b + 16);
            var s = Vector512.Create(a[0]);
            x0 = Fma(s, bx, x0);
            y0 = Fma(s, by, y0);
            z0 = Fma(s, bz, z0);
            s = Vector512.Create(a[o1]);
            x1 = Fma(s, bx, x1);
            y1 = Fma(s, by, y1);
            z1 = Fma(s, bz, z1);
            s = Vector512.Create(a[o2]);
            x2 = Fma(s, bx, x2);
            y2 = Fma(s, by, y2);
            z2 = Fma(s, bz, z2);
            s = Vector512.Create(a[o3]);
            x3 = Fma(s, bx, x3);
            y3 = Fma(s, by, y3);
            z3 = Fma(s, bz, z3);
            s = Vector512.Create(a[o4]);
            x4 = Fma(s, bx, x4);
            y4 = Fma(s, by, y4);
            z4 = Fma(s, bz, z4);
            s = Vector512.Create(a[o5]);
            x5 = Fma(s, bx, x5);
            y5 = Fma(s, by, y5);
            z5 = Fma(s, bz, z5);
            s = Vector512.Create(a[o6]);
            x6 = Fma(s, bx, x6);
            y6 = Fma(s, by, y6);
            z6 = Fma(s, bz, z6);
            s = Vector512.Create(a[o7]);
            x7 = Fma(s, bx, x7);
            y7 = Fma(s, by, y7);
            z7 = Fma(s, bz, z7);
            a += step;
            b += WideColumns;
        }

        var signs = Vector512.Create(sign);
        AddRow(c, 0, rows, strideC, signs, x0, y0, z0);
        AddRow(c, 1, rows, strideC, signs, x1, y1, z1);
        AddRow(c, 2, rows, strideC, signs, x2, y2, z2);
        AddRow(c, 3, rows, strideC, signs, x3, y3, z3);
        AddRow(c, 4, rows, strideC, signs, x4, y4, z4);
        AddRow(c, 5, rows, strideC, signs, x5, y5, z5);
        AddRow(c, 6, rows, strideC, signs, x6, y6, z6);
        AddRow(c, 7, rows, strideC, signs, x7, y7, z7);
    }

    /// <summary>As <see cref="Wide"/>, for 8 × 8 entries; B's row l stands at <c>b + 8·l</c>.</summary>
    public static void Narrow(int depth, double* a, long rowStep, long step, double* b, double* c, long strideC, int rows, double sign)
    {
        long o1 = Offset(1, rows, rowStep), o2 = Offset(2, rows, rowStep), o3 = Offset(3, rows, rowStep), o4 = Offset(4, rows, rowStep);
        long o5 = Offset(5, rows, rowStep), o6 = Offset(6, rows, rowStep), o7 = Offset(7, rows, rowStep);
        Lanes x0 = Lanes.Zero, x1 = x0, x2 = x0, x3 = x0, x4 = x0, x5 = x0, x6 = x0, x7 = x0;
        for (int l = 0; l < depth; l++)
        {
            Lanes bx = Vector512.Load(b);
            x0 = Fma(Vector512.Create(a[0]), bx, x0);
            x1 = Fma(Vector512.Create(a[o1]), bx, x1);
            x2 = Fma(Vector512.Create(a[o2]), bx, x2);
            x3 = Fma(Vector512.Create(a[o3]), bx, x3);
            x4 = Fma(Vector512.Create(a[o4]), bx, x4);
            x5 = Fma(Vector512.Create(a[o5]), bx, x5);
            x6 = Fma(Vector512.Create(a[o6]), bx, x6);
            x7 = Fma(Vector512.Create(a[o7]), bx, x7);
            a += step;
            b += NarrowColumns;
        }

        var signs = Vector512.Create(sign);
        AddRow(c, 0, rows, strideC, signs, x0);
        AddRow(c, 1, rows, strideC, signs, x1);
        AddRow(c, 2, rows, strideC, signs, x2);
        AddRow(c, 3, rows, strideC, signs, x3);
        AddRow(c, 4, rows, strideC, signs, x4);
        AddRow(c, 5, rows, strideC, signs, x5);
        AddRow(c, 6, rows, strideC, signs, x6);
        AddRow(c, 7, rows, strideC, signs, x7);
    }

    // A row that does not exist is computed from row 0 and thrown away.
    private static long Offset(int row, int rows, long rowStep) => row < rows ? row * rowStep : 0;

    private static void AddRow(double* c, int row, int rows, long strideC, Lanes sign, Lanes x, Lanes y, Lanes z)
    {
        if (row < rows)
        {
            double* target = c + (row * strideC);
            Fma(sign, x, Vector512.Load(target)).Store(target);
            Fma(sign, y, Vector512.Load(target + 8)).Store(target + 8);
            Fma(sign, z, Vector512.Load(target + 16)).Store(target + 16);
        }
    }

    private static void AddRow(double* c, int row, int rows, long strideC, Lanes sign, Lanes x)
    {
        if (row < rows)
        {
            double* target = c + (row * strideC);
            Fma(sign, x, Vector512.Load(target)).Store(target);
        }
    }
}
