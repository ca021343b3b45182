using System.Runtime.Intrinsics;
using LoraCluster.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Tests.LinearAlgebra;

public unsafe class LaneTrianglesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(11)]
    public void A_product_of_triangles_has_the_bits_of_the_full_product(int size)
    {
        using var buffer = new LaneBuffer();
        long length = (long)size * size;
        Lanes* upper = buffer.Reserve(4 * length), lower = upper + length, product = lower + length, full = product + length;
        LaneOps.Clear(upper, 4 * length);
        var random = new Random(size);
        for (int i = 0; i < size; i++)
        {
            for (int j = i; j < size; j++)
            {
                upper[(i * size) + j] = Random(random);
                lower[(j * size) + i] = Random(random);
            }
        }

        LaneTriangles.Multiply(upper, lower, product, size);
        LaneKernels.MultiplyAdd(upper, lower, full, size, size, size, size, size);
        Assert.Equal(new Span<Lanes>(full, size * size).ToArray(), new Span<Lanes>(product, size * size).ToArray());
    }

    private static Lanes Random(Random random)
    {
        Span<double> values = stackalloc double[8];
        for (int i = 0; i < 8; i++)
        {
            values[i] = random.NextDouble() - 0.5;
        }

        return Vector512.Create<double>(values);
    }
}
