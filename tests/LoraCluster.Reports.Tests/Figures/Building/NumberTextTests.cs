using LoraCluster.Reports.Figures.Building;

namespace LoraCluster.Reports.Tests.Figures.Building;

public class NumberTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.1, "0.1")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(1.2589254117941673, "1.2589")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-5")]
    [InlineData(99999, "99999")]
    [InlineData(123456, "1.2346e5")]
    [InlineData(1e300, "1e300")]
    public void Numbers_are_short(double value, string expected) => Assert.Equal(expected, NumberText.Of(value));

    [Theory]
    [InlineData(1, -2, 0.01)]
    [InlineData(3, 0, 3)]
    [InlineData(7, -1, 0.7)]
    public void Decimals_are_the_nearest_binary_number(long mantissa, int exponent, double expected) =>
        Assert.Equal(expected, Decimals.Of(mantissa, exponent));

    [Fact]
    public void The_exponent_is_right_at_and_beside_every_power_of_ten()
    {
        for (int exponent = -300; exponent <= 300; exponent++)
        {
            double power = Decimals.Of(1, exponent);
            Assert.Equal(exponent, Decimals.Exponent(power));
            Assert.Equal(exponent - 1, Decimals.Exponent(Math.BitDecrement(power)));
        }
    }
}
