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

    // Tiles of four columns: each load of G and of L serves four sums, whose order stays that of one row alone.
    private static void SolveFourRows(Lanes* r0, int size, Lanes* columnsOfL)
    {
        int j = size - 1;
        for (; j - 3 >= 0; j -= 4)
        {
            SolveTile(r0, size, columnsOfL, j);
        }

        for (; j >= 0; j--)
        {
            SolveColumn(r0, size, columnsOfL + ((long)j * size), size - 1, j);
        }
    }

    private static void SolveTile(Lanes* r0, int size, Lanes* columnsOfL, int j)
    {
        Lanes* r1 = r0 + size;
        Lanes* r2 = r1 + size;
        Lanes* r3 = r2 + size;
        Lanes* c0 = columnsOfL + ((long)j * size);
        Lanes* c1 = c0 - size;
        Lanes* c2 = c1 - size;
        Lanes* c3 = c2 - size;
        Lanes s00 = r0[j], s01 = r0[j - 1], s02 = r0[j - 2], s03 = r0[j - 3];
        Lanes s10 = r1[j], s11 = r1[j - 1], s12 = r1[j - 2], s13 = r1[j - 3];
        Lanes s20 = r2[j], s21 = r2[j - 1], s22 = r2[j - 2], s23 = r2[j - 3];
        Lanes s30 = r3[j], s31 = r3[j - 1], s32 = r3[j - 2], s33 = r3[j - 3];
        for (int i = size - 1; i > j; i--)
        {
            Lanes l0 = c0[i], l1 = c1[i], l2 = c2[i], l3 = c3[i];
            Lanes x = -r0[i];
            s00 = Fma(x, l0, s00);
            s01 = Fma(x, l1, s01);
            s02 = Fma(x, l2, s02);
            s03 = Fma(x, l3, s03);
            x = -r1[i];
            s10 = Fma(x, l0, s10);
            s11 = Fma(x, l1, s11);
            s12 = Fma(x, l2, s12);
            s13 = Fma(x, l3, s13);
            x = -r2[i];
            s20 = Fma(x, l0, s20);
            s21 = Fma(x, l1, s21);
            s22 = Fma(x, l2, s22);
            s23 = Fma(x, l3, s23);
            x = -r3[i];
            s30 = Fma(x, l0, s30);
            s31 = Fma(x, l1, s31);
            s32 = Fma(x, l2, s32);
            s33 = Fma(x, l3, s33);
        }

        (r0[j], r0[j - 1], r0[j - 2], r0[j - 3]) = (s00, s01, s02, s03);
        (r1[j], r1[j - 1], r1[j - 2], r1[j - 3]) = (s10, s11, s12, s13);
        (r2[j], r2[j - 1], r2[j - 2], r2[j - 3]) = (s20, s21, s22, s23);
        (r3[j], r3[j - 1], r3[j - 2], r3[j - 3]) = (s30, s31, s32, s33);
        for (int column = 0; column < 4; column++)
        {
            SolveColumn(r0, size, c0 - ((long)column * size), j, j - column);
        }
    }

    // Subtracts the terms from `from` down to j + 1 and divides, in four rows.
    private static void SolveColumn(Lanes* r0, int size, Lanes* column, int from, int j)
    {
        Lanes* r1 = r0 + size;
        Lanes* r2 = r1 + size;
        Lanes* r3 = r2 + size;
        Lanes s0 = r0[j], s1 = r1[j], s2 = r2[j], s3 = r3[j];
        for (int i = from; i > j; i--)
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

    /// <summary>Lane vectors that <see cref="PackPanels"/> fills.</summary>
    public static long PanelLength(int height, int columns) => 4L * height * ((columns + 3) / 4);

    /// <summary>
    /// Copies A (rows × columns) into panels of four columns, each <paramref name="height"/> rows stored one after the other; rows and columns that A does not have are
    /// zeros. A product with a vector then reads memory straight through.
    /// </summary>
    public static void PackPanels(Lanes* a, Lanes* panels, int rows, int columns, int height)
    {
        if (height > rows || columns % 4 != 0)
        {
            Clear(panels, PanelLength(height, columns));
        }

        for (int c = 0; c < columns; c += 4, panels += 4L * height)
        {
            int few = Math.Min(4, columns - c);
            for (int r = 0; r < rows; r++)
            {
                Copy(a + ((long)r * columns) + c, panels + (4L * r), few);
            }
        }
    }

    /// <summary>
    /// ‖x_vᵀ A‖² of <paramref name="count"/> vectors, <paramref name="stride"/> apart, into <paramref name="norms"/>; A as <see cref="PackPanels"/> leaves it. Each
    /// vector's sums are the same whatever stands beside it.
    /// </summary>
    public static void SquaredNormsOfProducts(Lanes* x, int stride, int count, Lanes* panels, int rows, int columns, Lanes* norms)
    {
        Clear(norms, count);
        for (int c = 0; c < columns; c += 4, panels += 4L * rows)
        {
            int v = 0;
            for (; v + 3 < count; v += 4)
            {
                AddPanelOfFour(x + ((long)v * stride), stride, panels, rows, norms + v);
            }

            for (; v < count; v++)
            {
                AddPanel(x + ((long)v * stride), panels, rows, norms + v);
            }
        }
    }

    private static void AddPanel(Lanes* x, Lanes* panel, int rows, Lanes* norm)
    {
        Lanes s0 = Lanes.Zero, s1 = Lanes.Zero, s2 = Lanes.Zero, s3 = Lanes.Zero;
        for (int r = 0; r < rows; r++, panel += 4)
        {
            Lanes xr = x[r];
            s0 = Fma(xr, panel[0], s0);
            s1 = Fma(xr, panel[1], s1);
            s2 = Fma(xr, panel[2], s2);
            s3 = Fma(xr, panel[3], s3);
        }

        *norm = Fma(s3, s3, Fma(s2, s2, Fma(s1, s1, Fma(s0, s0, *norm))));
    }

    private static void AddPanelOfFour(Lanes* x0, int stride, Lanes* panel, int rows, Lanes* norms)
    {
        Lanes* x1 = x0 + stride;
        Lanes* x2 = x1 + stride;
        Lanes* x3 = x2 + stride;
        Lanes s00 = Lanes.Zero, s01 = Lanes.Zero, s02 = Lanes.Zero, s03 = Lanes.Zero;
        Lanes s10 = Lanes.Zero, s11 = Lanes.Zero, s12 = Lanes.Zero, s13 = Lanes.Zero;
        Lanes s20 = Lanes.Zero, s21 = Lanes.Zero, s22 = Lanes.Zero, s23 = Lanes.Zero;
        Lanes s30 = Lanes.Zero, s31 = Lanes.Zero, s32 = Lanes.Zero, s33 = Lanes.Zero;
        for (int r = 0; r < rows; r++, panel += 4)
        {
            Lanes a0 = panel[0], a1 = panel[1], a2 = panel[2], a3 = panel[3];
            Lanes x = x0[r];
            s00 = Fma(x, a0, s00);
            s01 = Fma(x, a1, s01);
            s02 = Fma(x, a2, s02);
            s03 = Fma(x, a3, s03);
            x = x1[r];
            s10 = Fma(x, a0, s10);
            s11 = Fma(x, a1, s11);
            s12 = Fma(x, a2, s12);
            s13 = Fma(x, a3, s13);
            x = x2[r];
            s20 = Fma(x, a0, s20);
            s21 = Fma(x, a1, s21);
            s22 = Fma(x, a2, s22);
            s23 = Fma(x, a3, s23);
            x = x3[r];
            s30 = Fma(x, a0, s30);
            s31 = Fma(x, a1, s31);
            s32 = Fma(x, a2, s32);
            s33 = Fma(x, a3, s33);
        }

        norms[0] = Fma(s03, s03, Fma(s02, s02, Fma(s01, s01, Fma(s00, s00, norms[0]))));
        norms[1] = Fma(s13, s13, Fma(s12, s12, Fma(s11, s11, Fma(s10, s10, norms[1]))));
        norms[2] = Fma(s23, s23, Fma(s22, s22, Fma(s21, s21, Fma(s20, s20, norms[2]))));
        norms[3] = Fma(s33, s33, Fma(s32, s32, Fma(s31, s31, Fma(s30, s30, norms[3]))));
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
}
