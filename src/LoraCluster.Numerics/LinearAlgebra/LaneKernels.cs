using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>Products and solves on lane matrices (row-major). The order of every sum is fixed by the sizes alone.</summary>
internal static unsafe class LaneKernels
{
    /// <summary>
    /// Solves N L = G in place for a lower triangular L given by columns (<c>L[i, j]</c> at <c>columnsOfL + j·size + i</c>, i ≥ j). G is rows × size.
    /// </summary>
    public static void SolveRight(Lanes* g, int rows, int size, Lanes* columnsOfL)
    {
        int r = 0;
        for (; r + 3 < rows; r += 4)
        {
            SolveFourRows(g + ((long)r * size), size, columnsOfL);
        }

        for (; r < rows; r++)
        {
            Lanes* row = g + ((long)r * size);
            for (int j = size - 1; j >= 0; j--)
            {
                Lanes* column = columnsOfL + ((long)j * size);
                Lanes sum = row[j];
                for (int i = size - 1; i > j; i--)
                {
                    sum = Fnma(row[i], column[i], sum);
                }

                row[j] = sum / column[j];
            }
        }
    }

    private static void SolveFourRows(Lanes* r0, int size, Lanes* columnsOfL)
    {
        Lanes* r1 = r0 + size;
        Lanes* r2 = r1 + size;
        Lanes* r3 = r2 + size;
        for (int j = size - 1; j >= 0; j--)
        {
            Lanes* column = columnsOfL + ((long)j * size);
            Lanes s0 = r0[j], s1 = r1[j], s2 = r2[j], s3 = r3[j];
            for (int i = size - 1; i > j; i--)
            {
                Lanes l = column[i];
                s0 = Fnma(r0[i], l, s0);
                s1 = Fnma(r1[i], l, s1);
                s2 = Fnma(r2[i], l, s2);
                s3 = Fnma(r3[i], l, s3);
            }

            Lanes pivot = column[j];
            r0[j] = s0 / pivot;
            r1[j] = s1 / pivot;
            r2[j] = s2 / pivot;
            r3[j] = s3 / pivot;
        }
    }

    /// <summary>‖xᵀ A‖² for a vector x of <paramref name="rows"/> entries and A rows × columns.</summary>
    public static Lanes SquaredNormOfProduct(Lanes* x, Lanes* a, int rows, int columns)
    {
        Lanes norm = Lanes.Zero;
        int c = 0;
        for (; c + 3 < columns; c += 4)
        {
            Lanes s0 = Lanes.Zero, s1 = Lanes.Zero, s2 = Lanes.Zero, s3 = Lanes.Zero;
            Lanes* row = a + c;
            for (int r = 0; r < rows; r++, row += columns)
            {
                Lanes xr = x[r];
                s0 = Fma(xr, row[0], s0);
                s1 = Fma(xr, row[1], s1);
                s2 = Fma(xr, row[2], s2);
                s3 = Fma(xr, row[3], s3);
            }

            norm = Fma(s3, s3, Fma(s2, s2, Fma(s1, s1, Fma(s0, s0, norm))));
        }

        for (; c < columns; c++)
        {
            Lanes s = Lanes.Zero;
            for (int r = 0; r < rows; r++)
            {
                s = Fma(x[r], a[((long)r * columns) + c], s);
            }

            norm = Fma(s, s, norm);
        }

        return norm;
    }

    /// <summary>C = A Bᵀ with A rows × inner, B columns × inner, C rows × columns.</summary>
    public static void MultiplyTransposed(Lanes* a, Lanes* b, Lanes* c, int rows, int columns, int inner)
    {
        for (int r = 0; r < rows; r++)
        {
            Lanes* row = a + ((long)r * inner);
            int j = 0;
            for (; j + 3 < columns; j += 4)
            {
                Lanes* b0 = b + ((long)j * inner);
                Lanes* b1 = b0 + inner;
                Lanes* b2 = b1 + inner;
                Lanes* b3 = b2 + inner;
                Lanes s0 = Lanes.Zero, s1 = Lanes.Zero, s2 = Lanes.Zero, s3 = Lanes.Zero;
                for (int i = 0; i < inner; i++)
                {
                    Lanes x = row[i];
                    s0 = Fma(x, b0[i], s0);
                    s1 = Fma(x, b1[i], s1);
                    s2 = Fma(x, b2[i], s2);
                    s3 = Fma(x, b3[i], s3);
                }

                Lanes* target = c + ((long)r * columns) + j;
                target[0] = s0;
                target[1] = s1;
                target[2] = s2;
                target[3] = s3;
            }

            for (; j < columns; j++)
            {
                Lanes* other = b + ((long)j * inner);
                Lanes s = Lanes.Zero;
                for (int i = 0; i < inner; i++)
                {
                    s = Fma(row[i], other[i], s);
                }

                c[((long)r * columns) + j] = s;
            }
        }
    }

    /// <summary>C += A B with A rows × inner, B inner × columns, C rows × columns, rows <paramref name="strideC"/> apart.</summary>
    public static void MultiplyAdd(Lanes* a, Lanes* b, Lanes* c, int rows, int columns, int inner, int strideB, int strideC)
    {
        for (int r = 0; r < rows; r++)
        {
            Lanes* target = c + ((long)r * strideC);
            for (int i = 0; i < inner; i++)
            {
                Lanes x = a[((long)r * inner) + i];
                Lanes* row = b + ((long)i * strideB);
                for (int j = 0; j < columns; j++)
                {
                    target[j] = Fma(x, row[j], target[j]);
                }
            }
        }
    }

    /// <summary>Applies reflectors <paramref name="from"/> … 0 to one vector; reflector j has its entries j + shift … length − 1 at <c>reflectors + j·length</c>.</summary>
    public static void ApplyReflectors(Lanes* vector, int length, Lanes* reflectors, Lanes* taus, int from, int shift)
    {
        for (int j = from; j >= 0; j--)
        {
            Lanes* v = reflectors + ((long)j * length);
            Lanes s0 = Lanes.Zero, s1 = Lanes.Zero, s2 = Lanes.Zero, s3 = Lanes.Zero;
            int i = j + shift;
            for (; i + 3 < length; i += 4)
            {
                s0 = Fma(v[i], vector[i], s0);
                s1 = Fma(v[i + 1], vector[i + 1], s1);
                s2 = Fma(v[i + 2], vector[i + 2], s2);
                s3 = Fma(v[i + 3], vector[i + 3], s3);
            }

            for (; i < length; i++)
            {
                s0 = Fma(v[i], vector[i], s0);
            }

            Lanes s = -(taus[j] * ((s0 + s1) + (s2 + s3)));
            for (i = j + shift; i < length; i++)
            {
                vector[i] = Fma(s, v[i], vector[i]);
            }
        }
    }
}
