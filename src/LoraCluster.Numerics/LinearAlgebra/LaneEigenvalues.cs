using System.Runtime.Intrinsics;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>
/// All eigenvalues of eight symmetric tridiagonal matrices: the square-root-free QL iteration of Pal, Walker and Kahan (Parlett, The Symmetric Eigenvalue Problem,
/// section 8.15). Lanes iterate in step; a lane that has converged, or whose matrix has split, is masked and keeps its values.
/// </summary>
internal static unsafe class LaneEigenvalues
{
    private const double Epsilon = 1.1102230246251565e-16;
    private const int MaxSweepsPerValue = 60;

    /// <summary>
    /// Overwrites the diagonal <paramref name="d"/> with the eigenvalues, in no order. <paramref name="offSquared"/> holds the squared off-diagonal, count − 1 entries, and is destroyed.
    /// Returns the mask of the lanes that converged.
    /// </summary>
    public static Lanes Solve(Lanes* d, Lanes* offSquared, int count)
    {
        Lanes converged = Vector512<ulong>.AllBitsSet.AsDouble();
        for (int l = 0; l < count - 1; l++)
        {
            int sweeps = 0;
            while (true)
            {
                Lanes split = FindSplit(d, offSquared, l, count);
                Lanes here = Vector512.Equals(split, Vector512.Create((double)l));
                if (AllSet(here))
                {
                    break;
                }

                if (++sweeps > MaxSweepsPerValue)
                {
                    converged &= here;
                    break;
                }

                Sweep(d, offSquared, l, split, here);
            }
        }

        return converged;
    }

    // The first index m ≥ l whose coupling to m + 1 is negligible, per lane.
    private static Lanes FindSplit(Lanes* d, Lanes* offSquared, int l, int count)
    {
        Lanes split = Vector512.Create((double)(count - 1));
        var tolerance = Vector512.Create(Epsilon * Epsilon);
        for (int m = count - 2; m >= l; m--)
        {
            Lanes negligible = Vector512.LessThanOrEqual(offSquared[m], tolerance * Vector512.Abs(d[m] * d[m + 1]));
            split = Select(negligible, Vector512.Create((double)m), split);
        }

        return split;
    }

    private static void Sweep(Lanes* d, Lanes* offSquared, int l, Lanes split, Lanes finished)
    {
        Lanes p = d[l];
        Lanes root = Vector512.Sqrt(offSquared[l]);
        Lanes sigma = (d[l + 1] - p) / (root + root);
        sigma = p - (root / (sigma + CopySign(Vector512.Sqrt(Fma(sigma, sigma, Lanes.One)), sigma)));
        Lanes gamma = Lanes.Zero, c = Lanes.One, s = Lanes.Zero;
        p = Lanes.Zero;
        for (int i = HighestSplit(split) - 1; i >= l; i--)
        {
            var position = Vector512.Create((double)i);
            Lanes active = Vector512.AndNot(Vector512.LessThan(position, split), finished);
            Lanes starts = Vector512.Equals(position + Lanes.One, split);
            gamma = Select(starts, d[i + 1] - sigma, gamma);
            p = Select(starts, gamma * gamma, p);
            Lanes coupling = offSquared[i];
            Lanes inverseP = Lanes.One / p;
            Lanes r = p + coupling;
            Lanes inverse = Lanes.One / r;
            offSquared[i + 1] = Select(Vector512.AndNot(active, starts), s * r, offSquared[i + 1]);
            Lanes previousC = Select(starts, Lanes.One, c);
            c = p * inverse;
            s = coupling * inverse;
            Lanes previousGamma = gamma;
            Lanes alpha = d[i];
            gamma = Fnma(s, previousGamma, c * (alpha - sigma));
            d[i + 1] = Select(active, previousGamma + (alpha - gamma), d[i + 1]);

            // γ²/c, with 1/c = r/p: this division does not wait for the other one.
            p = Select(Vector512.Equals(c, Lanes.Zero), previousC * coupling, gamma * gamma * (r * inverseP));
        }

        offSquared[l] = Select(finished, offSquared[l], s * p);
        d[l] = Select(finished, d[l], sigma + gamma);
    }

    private static int HighestSplit(Lanes split)
    {
        double highest = 0;
        for (int lane = 0; lane < Width; lane++)
        {
            highest = Math.Max(highest, split.GetElement(lane));
        }

        return (int)highest;
    }
}
