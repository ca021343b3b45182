using System.Numerics;
using LoraCluster.Numerics.Theory;

namespace LoraCluster.Numerics.Tests.Theory;

public class ResolventModelTests
{
    public static TheoryData<int, int, int, double, int> Models => new()
    {
        { 40, 30, 120, 0.3, 25 },
        { 40, 60, 25, 0.1, 40 },
        { 40, 20, 90, 0.5, 3 },
        { 64, 64, 500, 0.01, 33 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void The_slope_is_the_derivative_of_the_eigenvalue(int inputs, int outputs, int samples, double noise, int k)
    {
        var model = Model(inputs, outputs, samples, noise, k);
        Complex u = new(0.3, 0.2);
        Complex step = 1e-5;
        Complex difference = (model.At(u + step).Eigenvalue - model.At(u - step).Eigenvalue) / (2 * step);
        Assert.InRange((model.At(u).Slope / difference - 1).Magnitude, 0, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_count_falls_by_the_density_along_the_spectrum(int inputs, int outputs, int samples, double noise, int k)
    {
        var model = Model(inputs, outputs, samples, noise, k);
        var walk = new QuantileWalk(model);
        for (double count = 0.5; count < model.Rank; count += 1)
        {
            var here = walk.At(count)!.Value;
            var there = walk.At(count + 1e-4)!.Value;
            Assert.Equal(count, here.CountAbove, 1e-7);
            double density = (here.Trace.Imaginary + there.Trace.Imaginary) / 2 / Math.PI;
            Assert.Equal(1e-4, density * (here.Eigenvalue.Real - there.Eigenvalue.Real), 2e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Far_above_the_spectrum_nothing_is_counted_and_the_trace_is_that_of_all_singular_values(int inputs, int outputs, int samples, double noise, int k)
    {
        var model = Model(inputs, outputs, samples, noise, k);
        var point = model.At(new Complex(1e7, 1));
        Assert.InRange(point.CountAbove, -1e-5, 1e-5);
        Assert.Equal(-Math.Min(inputs, samples), (point.Trace * point.Eigenvalue).Real, 1e-3);
    }

    [Fact]
    public void Without_a_shift_the_singular_values_are_those_of_noise()
    {
        // Marchenko and Pastur's law at the ratio 1/4: between (1 ∓ 1/2)² outputs.
        var walk = new QuantileWalk(new ResolventModel([1e-30], 100, 400, 10_000, 1));
        double first = walk.At(0.001)!.Value.Eigenvalue.Real, last = walk.At(99.999)!.Value.Eigenvalue.Real;
        Assert.InRange(first, 0.99 * 900, 900);
        Assert.InRange(last, 100, 101);
    }

    private static ResolventModel Model(int inputs, int outputs, int samples, double noise, int k) => new(Shift(k), inputs, outputs, samples, noise);

    private static double[] Shift(int k) => [.. Enumerable.Range(0, k).Select(i => 1.0 / (1 + (0.2 * i)))];
}
