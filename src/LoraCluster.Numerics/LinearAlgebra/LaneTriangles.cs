using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>The product of two triangular lane matrices (row-major), a third of the work of a full one.</summary>
internal static unsafe class LaneTriangles
{
    /// <summary>
    /// C = U L, all <paramref name="size"/> × size: entry (i, j) is a sum over l from max(i, j) on, in order. The zeros that a tile of entries meets besides change nothing.
    /// </summary>
    public static void Multiply(Lanes* upper, Lanes* lower, Lanes* product, int size)
    {
        // Rows in pairs; an odd one out is its own partner.
        for (int i = 0; i < size; i += 2)
        {
            Lanes* x0 = upper + ((long)i * size);
            Lanes* x1 = i + 1 < size ? x0 + size : x0;
            Lanes* t0 = product + ((long)i * size);
            Lanes* t1 = i + 1 < size ? t0 + size : t0;
            int j = 0;
            for (; j + 3 < size; j += 4)
            {
                Lanes s0 = Lanes.Zero, s1 = s0, s2 = s0, s3 = s0, r0 = s0, r1 = s0, r2 = s0, r3 = s0;
                for (int l = Math.Max(i, j); l < size; l++)
                {
                    Lanes* y = lower + ((long)l * size) + j;
                    Lanes s = x0[l], r = x1[l];
                    (s0, r0) = (Fma(s, y[0], s0), Fma(r, y[0], r0));
                    (s1, r1) = (Fma(s, y[1], s1), Fma(r, y[1], r1));
                    (s2, r2) = (Fma(s, y[2], s2), Fma(r, y[2], r2));
                    (s3, r3) = (Fma(s, y[3], s3), Fma(r, y[3], r3));
                }

                (t1[j], t1[j + 1], t1[j + 2], t1[j + 3]) = (r0, r1, r2, r3);
                (t0[j], t0[j + 1], t0[j + 2], t0[j + 3]) = (s0, s1, s2, s3);
            }

            for (; j < size; j++)
            {
                Lanes s0 = Lanes.Zero, r0 = s0;
                for (int l = Math.Max(i, j); l < size; l++)
                {
                    Lanes y = lower[((long)l * size) + j];
                    (s0, r0) = (Fma(x0[l], y, s0), Fma(x1[l], y, r0));
                }

                t1[j] = r0;
                t0[j] = s0;
            }
        }
    }
}
