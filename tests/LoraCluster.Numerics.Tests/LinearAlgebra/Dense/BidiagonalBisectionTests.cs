using System.Runtime.Intrinsics;
using LoraCluster.Numerics.LinearAlgebra.Dense;

namespace LoraCluster.Numerics.Tests.LinearAlgebra.Dense;

public unsafe class BidiagonalBisectionTests
{
    // det(L D Lᵀ) is the product of the pivots: it comes out only if the smallest eigenvalues have digits of their own.
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Eigenvalues_twenty_orders_apart_multiply_to_the_determinant(int decadesBetween)
    {
        const int Count = 6;
        double* d = stackalloc double[Count];
        double* lld = stackalloc double[Count];
        double determinant = 1;
        for (int i = 0; i < Count; i++)
        {
            d[i] = (1 + (0.1 * i)) * Math.Pow(10, -decadesBetween * i);
            lld[i] = i == Count - 1 ? 0 : 0.25 * d[i];
            determinant *= d[i];
        }

        Lanes values = BidiagonalBisection.Find(
            d, lld, Count, Vector512.Create(0L, 1, 2, 3, 4, 5, 5, 5), Lanes.Zero, Vector512.Create(4.0));
        double product = 1;
        for (int i = 0; i < Count; i++)
        {
            Assert.True(i == 0 || values.GetElement(i) > values.GetElement(i - 1));
            product *= values.GetElement(i);
        }

        Assert.Equal(1, product / determinant, 1e-13);
    }
}
