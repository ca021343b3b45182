using CsCheck;

namespace LoraCluster.Numerics.Tests.Arithmetic;

public class PortableMathTests
{
    private static double Ulps(double got, double expected) =>
        got == expected ? 0 : Math.Abs(got - expected) / Math.Max(Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected), double.Epsilon);

    [Fact]
    public void Exp_agrees_with_the_C_library_within_an_ulp() =>
        Gen.Double[-745, 709.7].Sample(x => Assert.True(Ulps(PortableMath.Exp(x), Math.Exp(x)) <= 1.01, $"{x:R}"), iter: 50_000, seed: "0000KOIPe036");

    [Fact]
    public void Log_agrees_with_the_C_library_within_an_ulp() =>
        Gen.Double[-320, 308].Sample(
            e =>
            {
                double x = Math.Pow(10, e);
                Assert.True(Ulps(PortableMath.Log(x), Math.Log(x)) <= 1.01, $"{x:R}");
            },
            iter: 50_000,
            seed: "0000KOIPe036");

    [Fact]
    public void Angles_agree_with_the_C_library_within_two_ulps() =>
        Gen.Select(Gen.Double[-3, 3], Gen.Double[-3, 3], Gen.Int[-12, 12]).Sample(
            (y, x, scale) => Assert.True(Ulps(PortableMath.Atan2(y, x * Math.Pow(10, scale)), Math.Atan2(y, x * Math.Pow(10, scale))) <= 2.01, $"{y:R} {x:R} {scale}"),
            iter: 50_000,
            seed: "0000KOIPe036");

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 2, 0)]
    [InlineData(0, -2, Math.PI)]
    [InlineData(3, 0, Math.PI / 2)]
    [InlineData(-3, 0, -Math.PI / 2)]
    [InlineData(1, 1, Math.PI / 4)]
    [InlineData(double.NaN, 1, double.NaN)]
    public void Angles_on_the_axes_are_exact(double y, double x, double expected) => Assert.Equal(expected, PortableMath.Atan2(y, x));

    [Fact]
    public void Whole_powers_are_right_to_an_ulp() =>
        Gen.Select(Gen.Double[0.5, 2], Gen.Int[-300, 300]).Sample(
            (x, n) => Assert.True(Ulps(PortableMath.Pow(x, n), Math.Pow(x, n)) <= 1.6, $"{x:R}^{n}"), iter: 20_000, seed: "0000KOIPe036");

    [Fact]
    public void Broken_powers_keep_their_stated_error() =>
        Gen.Select(Gen.Double[1e-5, 1e5], Gen.Double[-20, 20]).Sample(
            (x, y) =>
            {
                double expected = Math.Pow(x, y);
                double bound = (2 + Math.Abs(y * Math.Log(x))) * 2.3e-16;
                Assert.True(Math.Abs(PortableMath.Pow(x, y) - expected) <= bound * expected, $"{x:R}^{y:R}");
            },
            iter: 20_000,
            seed: "0000KOIPe036");

    [Theory]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(-1, double.NaN)]
    [InlineData(1, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Log_has_the_usual_special_values(double x, double expected) => Assert.Equal(expected, PortableMath.Log(x));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1000, double.PositiveInfinity)]
    [InlineData(-1000, 0)]
    [InlineData(double.NaN, double.NaN)]
    public void Exp_has_the_usual_special_values(double x, double expected) => Assert.Equal(expected, PortableMath.Exp(x));

    [Theory]
    [InlineData(0, -1, double.PositiveInfinity)]
    [InlineData(0, 0.5, 0)]
    [InlineData(-2, 3, -8)]
    [InlineData(-2, 0.5, double.NaN)]
    [InlineData(10, -2, 0.01)]
    public void Pow_has_the_usual_special_values(double x, double y, double expected) => Assert.Equal(expected, PortableMath.Pow(x, y));
}
