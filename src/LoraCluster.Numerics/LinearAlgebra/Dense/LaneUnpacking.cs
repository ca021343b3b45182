namespace LoraCluster.Numerics.LinearAlgebra.Dense;

/// <summary>Takes one trial out of a matrix of eight, side by side.</summary>
internal static unsafe class LaneUnpacking
{
    /// <summary>Writes lane <paramref name="lane"/> of <paramref name="source"/> (target.Rows × target.Columns), and zeros behind each row.</summary>
    public static void Copy(Lanes* source, int lane, RowMatrix target)
    {
        double* from = (double*)source + lane;
        for (int r = 0; r < target.Rows; r++)
        {
            double* row = target.Row(r);
            for (int c = 0; c < target.Columns; c++, from += LaneOps.Width)
            {
                row[c] = *from;
            }

            ClearEnd(target, row);
        }
    }

    /// <summary>As <see cref="Copy"/>, for a source that is target.Columns × target.Rows.</summary>
    public static void CopyTransposed(Lanes* source, int lane, RowMatrix target)
    {
        long sourceRow = (long)target.Rows * LaneOps.Width;
        for (int c = 0; c < target.Columns; c += 8)
        {
            // Eight rows of the source at a time fill whole cache lines of the target.
            int count = Math.Min(8, target.Columns - c);
            double* from = (double*)source + lane + (c * sourceRow);
            for (int r = 0; r < target.Rows; r++, from += LaneOps.Width)
            {
                double* row = target.Row(r) + c;
                for (int i = 0; i < count; i++)
                {
                    row[i] = from[i * sourceRow];
                }
            }
        }

        for (int r = 0; r < target.Rows; r++)
        {
            ClearEnd(target, target.Row(r));
        }
    }

    /// <summary>As <see cref="Copy"/>, of the diagonal and what is above it; the rest of <paramref name="target"/> stays.</summary>
    public static void CopyUpper(Lanes* source, int lane, RowMatrix target)
    {
        for (int r = 0; r < target.Rows; r++)
        {
            double* from = (double*)source + lane + ((long)r * target.Columns * LaneOps.Width);
            double* row = target.Row(r);
            for (int c = r; c < target.Columns; c++)
            {
                row[c] = from[(long)c * LaneOps.Width];
            }
        }
    }

    /// <summary>As <see cref="Copy"/>, with rows and columns in reverse order.</summary>
    public static void CopyReversed(Lanes* source, int lane, RowMatrix target)
    {
        double* from = (double*)source + lane;
        for (int r = target.Rows - 1; r >= 0; r--)
        {
            double* row = target.Row(r);
            for (int c = target.Columns - 1; c >= 0; c--, from += LaneOps.Width)
            {
                row[c] = *from;
            }

            ClearEnd(target, row);
        }
    }

    private static void ClearEnd(RowMatrix target, double* row) => new Span<double>(row + target.Columns, (int)(target.Stride - target.Columns)).Clear();
}
