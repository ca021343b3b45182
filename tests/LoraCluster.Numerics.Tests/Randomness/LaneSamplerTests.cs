using System.Runtime.Intrinsics;
using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.Randomness;
using LoraCluster.Numerics.Tests.Support;

namespace LoraCluster.Numerics.Tests.Randomness;

public unsafe class LaneSamplerTests
{
    private static readonly LaneSampler Sampler = new(LanePhilox.ForTrials(11, 12, 0));

    [Fact]
    public void Normals_have_the_moments_of_a_standard_normal()
    {
        const int Count = 100_000;
        using var buffer = new LaneBuffer();
        Lanes* z = buffer.Reserve(Count);
        Sampler.Normals(StreamPurpose.Noise, z, Count);
        double[] all = [.. new Span<double>(z, Count * 8)];
        double total = all.Length;
        Assert.InRange(Math.Abs(all.Sum() / total) * Math.Sqrt(total), 0, 5);
        Assert.InRange(Math.Abs(all.Sum(x => x * x) / total - 1) * Math.Sqrt(total / 2), 0, 5);
        Assert.InRange(Math.Abs(all.Sum(x => x * x * x) / total) * Math.Sqrt(total / 15), 0, 5);
        Assert.InRange(Math.Abs(all.Sum(x => x * x * x * x) / total - 3) * Math.Sqrt(total / 96), 0, 5);
        Assert.InRange(Math.Abs(all.Count(x => Math.Abs(x) > 1.959963984540054) / total - 0.05) * Math.Sqrt(total / 0.0475), 0, 5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(17)]
    [InlineData(100_000)]
    public void Squared_chi_variates_have_the_moments_of_chi_square(long degrees)
    {
        var squares = new List<double>();
        for (uint i = 0; i < 20_000; i++)
        {
            Lanes chi = Sampler.Chi(StreamPurpose.FactorChi, StreamPurpose.FactorChiUniform, i, degrees);
            for (int lane = 0; lane < 8; lane++)
            {
                squares.Add(chi.GetElement(lane) * chi.GetElement(lane));
            }
        }

        Assert.InRange(Math.Abs(Statistic.Mean(squares) - degrees) / Statistic.Sem(squares), 0, 5);
        double varianceError = 2 * degrees * Math.Sqrt((2 + (12.0 / degrees)) / squares.Count);
        Assert.InRange(Math.Abs(Statistic.Variance(squares) - (2 * degrees)) / varianceError, 0, 5);
    }

    [Fact]
    public void Chi_square_with_three_degrees_has_the_law_of_three_squared_normals()
    {
        using var buffer = new LaneBuffer();
        Lanes* z = buffer.Reserve(3000);
        Sampler.Normals(StreamPurpose.Noise, z, 3000);
        var sums = new List<double>();
        var squares = new List<double>();
        for (uint i = 0; i < 1000; i++)
        {
            Lanes chi = Sampler.Chi(StreamPurpose.FactorChi, StreamPurpose.FactorChiUniform, i, 3);
            Lanes sum = (z[3 * i] * z[3 * i]) + (z[(3 * i) + 1] * z[(3 * i) + 1]) + (z[(3 * i) + 2] * z[(3 * i) + 2]);
            for (int lane = 0; lane < 8; lane++)
            {
                sums.Add(sum.GetElement(lane));
                squares.Add(chi.GetElement(lane) * chi.GetElement(lane));
            }
        }

        Assert.InRange(Statistic.TwoSampleDistance(sums, squares), 0, 2.3);
    }

    [Fact]
    public void A_longer_request_begins_with_the_shorter_one()
    {
        using var buffer = new LaneBuffer();
        Lanes* z = buffer.Reserve(30);
        Sampler.Normals(StreamPurpose.Noise, z, 10);
        Sampler.Normals(StreamPurpose.Noise, z + 10, 20);
        Assert.Equal(new Span<double>(z, 80).ToArray(), new Span<double>(z + 10, 80).ToArray());
    }
}
