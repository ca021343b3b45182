using LoraCluster.Numerics.Statistics;

namespace LoraCluster.Numerics.Tests.Statistics;

public sealed class StudentIntervalTests
{
    // Closed forms: one degree of freedom is Cauchy's distribution, tan(0.475 pi); of two, 2 a sqrt(2 / (1 - 4 a^2)) with a = 0.475.
    [Theory]
    [InlineData(2, 12.706204736174694)]
    [InlineData(3, 4.302652729749462)]
    public void Few_values_have_the_closed_forms_of_the_distribution(int count, double factor) => Assert.Equal(factor, StudentInterval.Factor95(count), 9);

    [Fact]
    public void Many_values_are_as_if_the_spread_were_known() => Assert.Equal(1.959964, StudentInterval.Factor95(10_000_000), 5);

    [Fact]
    public void One_value_has_no_interval() => Assert.True(double.IsNaN(StudentInterval.Factor95(1)));
}
