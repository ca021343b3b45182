using System.Runtime.Intrinsics;

namespace LoraCluster.Numerics.LinearAlgebra.Dense;

/// <summary>
/// C += ± A B in the manner of Goto and van de Geijn (ACM Trans. Math. Software 34, 2008): B is copied into strips that stay in cache, A is read where it stands. An
/// entry's sum runs in index order within blocks of <see cref="Depth"/> terms, so its bits depend on its row of A, its column of B and nothing else.
/// </summary>
internal sealed unsafe class MatrixProduct : IDisposable
{
    /// <summary>Terms summed before C is touched.</summary>
    public const int Depth = 192;

    private const int RowBlock = 96;

    private readonly LaneBuffer _strips = new();

    /// <summary>C += sign · A B; A is C.Rows × depth.</summary>
    public void Add(RowMatrix a, RowMatrix b, RowMatrix c, double sign) => Add(a.Data, a.Stride, 1, b, c, sign);

    /// <summary>C += sign · Aᵀ B; A is depth × C.Rows.</summary>
    public void AddTransposed(RowMatrix a, RowMatrix b, RowMatrix c, double sign) => Add(a.Data, 1, a.Stride, b, c, sign);

    public void Dispose() => _strips.Dispose();

    private void Add(double* a, long rowStep, long step, RowMatrix b, RowMatrix c, double sign)
    {
        int width = c.PaddedColumns;
        for (int l = 0; l < b.Rows; l += Depth)
        {
            int depth = Math.Min(Depth, b.Rows - l);
            var packed = (double*)_strips.Reserve((long)depth * width / 8);
            Pack(b, l, depth, width, packed);
            for (int top = 0; top < c.Rows; top += RowBlock)
            {
                int bottom = Math.Min(top + RowBlock, c.Rows);
                AddBlock(a + (l * step), rowStep, step, depth, packed, width, c, top, bottom, sign);
            }
        }
    }

    private static void AddBlock(
        double* a, long rowStep, long step, int depth, double* packed, int width, RowMatrix c, int top, int bottom, double sign)
    {
        for (int column = 0; column < width;)
        {
            bool wide = width - column >= ProductKernel.WideColumns;
            double* strip = packed + ((long)column * depth);
            for (int row = top; row < bottom; row += ProductKernel.Rows)
            {
                double* target = c.Row(row) + column;
                int rows = Math.Min(ProductKernel.Rows, bottom - row);
                if (wide)
                {
                    ProductKernel.Wide(depth, a + (row * rowStep), rowStep, step, strip, target, c.Stride, rows, sign);
                }
                else
                {
                    ProductKernel.Narrow(depth, a + (row * rowStep), rowStep, step, strip, target, c.Stride, rows, sign);
                }
            }

            column += wide ? ProductKernel.WideColumns : ProductKernel.NarrowColumns;
        }
    }

    // Strips of 24 columns, then of 8, each by rows.
    private static void Pack(RowMatrix b, int first, int depth, int width, double* packed)
    {
        for (int column = 0; column < width;)
        {
            int columns = width - column >= ProductKernel.WideColumns ? ProductKernel.WideColumns : ProductKernel.NarrowColumns;
            for (int l = 0; l < depth; l++)
            {
                double* from = b.Row(first + l) + column;
                for (int i = 0; i < columns; i += 8, packed += 8)
                {
                    Vector512.Load(from + i).Store(packed);
                }
            }

            column += columns;
        }
    }
}
