using System.Runtime.Intrinsics;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>
/// C Cᵀ = L D Lᵀ of eight lower bidiagonals C (diagonal α, subdiagonal β), and its eigenvalues, the squared singular values of C. The product form determines the small ones to as many digits as
/// the large ones (Parlett and Dhillon, Linear Algebra and its Applications 309, 2000).
/// </summary>
internal sealed unsafe class LaneProductForm : IDisposable
{
    private readonly LaneBuffer _buffer = new();

    /// <summary>Rows of C.</summary>
    public int Count { get; private set; }

    /// <summary>D, <see cref="Count"/> entries.</summary>
    public Lanes* D { get; private set; }

    /// <summary>The subdiagonal of L D; its last entry, as that of <see cref="L"/> and <see cref="LLD"/>, is zero.</summary>
    public Lanes* LD { get; private set; }

    /// <summary>The subdiagonal of L.</summary>
    public Lanes* L { get; private set; }

    /// <summary>The squares of β: the subdiagonal of L times that of L D.</summary>
    public Lanes* LLD { get; private set; }

    /// <summary>The squared singular values of the scaled C, descending.</summary>
    public Lanes* Values { get; private set; }

    /// <summary>Mask of lanes whose iteration converged on finite numbers.</summary>
    public Lanes Converged { get; private set; }

    /// <summary>
    /// Takes C, scaled by a power of two to the unit range, and finds its squared singular values. <paramref name="largestFirst"/> tells at which
    /// end the large entries stand, since QL wants the small ones at the top.
    /// </summary>
    public void Factor(Lanes* alpha, Lanes* beta, int count, bool largestFirst)
    {
        Count = count;
        D = _buffer.Reserve(7L * count);
        LD = D + count;
        L = LD + count;
        LLD = L + count;
        Values = LLD + count;
        Lanes scale = UnitScale(alpha, beta, count);
        for (int i = 0; i < count; i++)
        {
            Lanes a = alpha[i] * scale;
            Lanes b = i < count - 1 ? beta[i] * scale : Lanes.Zero;
            D[i] = a * a;
            LD[i] = a * b;
            L[i] = b / a;
            LLD[i] = b * b;
        }

        FindValues(largestFirst, Values + count, Values + (2 * count));
    }

    public void Dispose() => _buffer.Dispose();

    private static Lanes UnitScale(Lanes* alpha, Lanes* beta, int count)
    {
        Lanes largest = Lanes.Zero;
        for (int i = 0; i < count; i++)
        {
            largest = Vector512.Max(largest, Vector512.Abs(alpha[i]));
            largest = i < count - 1 ? Vector512.Max(largest, Vector512.Abs(beta[i])) : largest;
        }

        var exponent = largest.AsUInt64() & Vector512.Create(0x7FF0000000000000UL);
        return (Vector512.Create(0x7FE0000000000000UL) - exponent).AsDouble();
    }

    private void FindValues(bool largestFirst, Lanes* diagonal, Lanes* offSquared)
    {
        for (int i = 0; i < Count; i++)
        {
            int to = largestFirst ? Count - 1 - i : i;
            diagonal[to] = i > 0 ? D[i] + LLD[i - 1] : D[i];
            if (i < Count - 1)
            {
                offSquared[largestFirst ? Count - 2 - i : i] = LD[i] * LD[i];
            }
        }

        Converged = LaneEigenvalues.Solve(diagonal, offSquared, Count);
        var lane = new Span<double>(offSquared, Count);
        var source = (double*)diagonal;
        var target = (double*)Values;
        for (int l = 0; l < Width; l++)
        {
            for (int i = 0; i < Count; i++)
            {
                lane[i] = source[(i * Width) + l];
            }

            lane.Sort();
            for (int i = 0; i < Count; i++)
            {
                target[(i * Width) + l] = lane[Count - 1 - i];
            }
        }

        for (int i = 0; i < Count; i++)
        {
            Converged &= Vector512.LessThan(Vector512.Abs(Values[i]), Vector512.Create(double.MaxValue));
        }
    }
}
