using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>
/// A = Q_L B Q_Rᵀ for a tall matrix (rows ≥ columns), B upper bidiagonal: Golub and Kahan (1965), with the two rank-one updates of a step carried out in one pass as in
/// LAPACK's dlabrd. Works on the matrix itself, never on its Gram matrix, which would cost half the digits.
/// </summary>
internal static unsafe class LaneBidiagonalization
{
    /// <summary>
    /// Reduces <paramref name="a"/> (rows × columns, row-major; destroyed). Writes the diagonal and superdiagonal of B, and one side's reflectors: the left ones
    /// (vector j at <c>reflectors + j·rows</c>, entries j … rows−1) or the right ones (vector j at <c>reflectors + j·columns</c>,
    /// entries j+1 … columns−1), leading ones included. <paramref name="work"/> has room for 2·(rows + columns).
    /// </summary>
    public static void Reduce(
        Lanes* a, int rows, int columns, Lanes* diagonal, Lanes* super, Lanes* reflectors, Lanes* taus, bool keepLeft, Lanes* work)
    {
        Lanes* v = work;
        Lanes* y = v + rows;
        Lanes* w = y + rows;
        Lanes* z = w + columns;
        Clear(w, columns);
        Lanes tauLeft = MakeColumn(a, rows, columns, 0, v, out diagonal[0]);
        AccumulateFirst(a, rows, columns, v, w);
        for (int j = 0; j < columns; j++)
        {
            if (keepLeft)
            {
                taus[j] = tauLeft;
                Copy(v + j, reflectors + ((long)j * rows) + j, rows - j);
            }

            if (j == columns - 1)
            {
                break;
            }

            Lanes* row = a + ((long)j * columns);
            for (int c = j + 1; c < columns; c++)
            {
                w[c] *= tauLeft;
                z[c] = row[c] - w[c];
            }

            Lanes tauRight = Reflector.Make(z[j + 1], z + j + 2, 1, columns - j - 2, out super[j]);
            z[j + 1] = Lanes.One;
            if (!keepLeft)
            {
                taus[j] = tauRight;
                Copy(z + j + 1, reflectors + ((long)j * columns) + j + 1, columns - j - 1);
            }

            MultiplyByRow(a, rows, columns, j, tauRight, v, w, z, y);
            for (int r = j + 1; r < rows; r++)
            {
                Lanes* entry = a + ((long)r * columns) + j + 1;
                *entry = Fnma(v[r], w[j + 1], *entry) - y[r];
            }

            Lanes* next = v;
            tauLeft = MakeNextColumn(a, rows, columns, j, next, y, w, z, out diagonal[j + 1]);
        }
    }

    private static Lanes MakeColumn(Lanes* a, int rows, int columns, int j, Lanes* v, out Lanes beta)
    {
        for (int r = j; r < rows; r++)
        {
            v[r] = a[((long)r * columns) + j];
        }

        Lanes tau = Reflector.Make(v[j], v + j + 1, 1, rows - j - 1, out beta);
        v[j] = Lanes.One;
        return tau;
    }

    private static void AccumulateFirst(Lanes* a, int rows, int columns, Lanes* v, Lanes* w)
    {
        for (int r = 0; r < rows; r++)
        {
            Lanes vr = v[r];
            Lanes* row = a + ((long)r * columns);
            for (int c = 1; c < columns; c++)
            {
                w[c] = Fma(vr, row[c], w[c]);
            }
        }
    }

    // y = τ (A − v wᵀ) z for rows j+1 …, without writing A: its update waits for the other one.
    private static void MultiplyByRow(Lanes* a, int rows, int columns, int j, Lanes tau, Lanes* v, Lanes* w, Lanes* z, Lanes* y)
    {
        Lanes wz = Lanes.Zero;
        for (int c = j + 1; c < columns; c++)
        {
            wz = Fma(w[c], z[c], wz);
        }

        int r = j + 1;
        for (; r + 7 < rows; r += 8)
        {
            Lanes* r0 = a + ((long)r * columns);
            Lanes* r1 = r0 + columns;
            Lanes* r2 = r1 + columns;
            Lanes* r3 = r2 + columns;
            Lanes* r4 = r3 + columns;
            Lanes* r5 = r4 + columns;
            Lanes* r6 = r5 + columns;
            Lanes* r7 = r6 + columns;
            Lanes s0 = Lanes.Zero, s1 = Lanes.Zero, s2 = Lanes.Zero, s3 = Lanes.Zero;
            Lanes s4 = Lanes.Zero, s5 = Lanes.Zero, s6 = Lanes.Zero, s7 = Lanes.Zero;
            for (int c = j + 1; c < columns; c++)
            {
                Lanes zc = z[c];
                s0 = Fma(r0[c], zc, s0);
                s1 = Fma(r1[c], zc, s1);
                s2 = Fma(r2[c], zc, s2);
                s3 = Fma(r3[c], zc, s3);
                s4 = Fma(r4[c], zc, s4);
                s5 = Fma(r5[c], zc, s5);
                s6 = Fma(r6[c], zc, s6);
                s7 = Fma(r7[c], zc, s7);
            }

            y[r] = tau * Fnma(v[r], wz, s0);
            y[r + 1] = tau * Fnma(v[r + 1], wz, s1);
            y[r + 2] = tau * Fnma(v[r + 2], wz, s2);
            y[r + 3] = tau * Fnma(v[r + 3], wz, s3);
            y[r + 4] = tau * Fnma(v[r + 4], wz, s4);
            y[r + 5] = tau * Fnma(v[r + 5], wz, s5);
            y[r + 6] = tau * Fnma(v[r + 6], wz, s6);
            y[r + 7] = tau * Fnma(v[r + 7], wz, s7);
        }

        for (; r < rows; r++)
        {
            Lanes* row = a + ((long)r * columns);
            Lanes s = Lanes.Zero;
            for (int c = j + 1; c < columns; c++)
            {
                s = Fma(row[c], z[c], s);
            }

            y[r] = tau * Fnma(v[r], wz, s);
        }
    }

    // Column j+1 is up to date. Makes its reflector, then in one pass A −= v wᵀ + y zᵀ and the next w = v'ᵀ A, in columns j+2 ….
    private static Lanes MakeNextColumn(
        Lanes* a, int rows, int columns, int j, Lanes* v, Lanes* y, Lanes* w, Lanes* z, out Lanes beta)
    {
        int first = j + 2;
        Lanes* old = z + columns; // the old v, behind z in the workspace
        Copy(v + j + 1, old + j + 1, rows - j - 1);
        Lanes tau = MakeColumn(a, rows, columns, j + 1, v, out beta);
        Lanes* next = old + rows;
        Clear(next + first, Math.Max(columns - first, 0));
        int r = j + 1;
        for (; r + 3 < rows; r += 4)
        {
            Lanes* r0 = a + ((long)r * columns);
            Lanes* r1 = r0 + columns;
            Lanes* r2 = r1 + columns;
            Lanes* r3 = r2 + columns;
            Lanes o0 = -old[r], o1 = -old[r + 1], o2 = -old[r + 2], o3 = -old[r + 3];
            Lanes y0 = -y[r], y1 = -y[r + 1], y2 = -y[r + 2], y3 = -y[r + 3];
            Lanes v0 = v[r], v1 = v[r + 1], v2 = v[r + 2], v3 = v[r + 3];
            for (int c = first; c < columns; c++)
            {
                Lanes wc = w[c], zc = z[c];
                Lanes x0 = Fma(y0, zc, Fma(o0, wc, r0[c]));
                Lanes x1 = Fma(y1, zc, Fma(o1, wc, r1[c]));
                Lanes x2 = Fma(y2, zc, Fma(o2, wc, r2[c]));
                Lanes x3 = Fma(y3, zc, Fma(o3, wc, r3[c]));
                r0[c] = x0;
                r1[c] = x1;
                r2[c] = x2;
                r3[c] = x3;
                next[c] = Fma(v3, x3, Fma(v2, x2, Fma(v1, x1, Fma(v0, x0, next[c]))));
            }
        }

        for (; r < rows; r++)
        {
            Lanes* row = a + ((long)r * columns);
            Lanes o = -old[r], yr = -y[r], vr = v[r];
            for (int c = first; c < columns; c++)
            {
                Lanes x = Fma(yr, z[c], Fma(o, w[c], row[c]));
                row[c] = x;
                next[c] = Fma(vr, x, next[c]);
            }
        }

        Copy(next + first, w + first, Math.Max(columns - first, 0));
        return tau;
    }

    /// <summary>Lane vectors of workspace that <see cref="Reduce"/> needs.</summary>
    public static long WorkLength(int rows, int columns) => (3L * rows) + (3L * columns);
}
