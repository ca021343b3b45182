using LoraCluster.Reports.Figures;
using LoraCluster.Reports.Figures.Planning;
using LoraCluster.Reports.Tests.Toys;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Reports.Tests.Figures.Planning;

public class FilterValueTests
{
    private static readonly IReadOnlyList<ParameterSpec> Specs = Toy.Definition.Experiment.Parameters;
    private static readonly ParameterValue[] Sizes = [ParameterValue.Of(100L), ParameterValue.Of(1000L)];
    private static readonly ParameterValue[] Levels = [ParameterValue.Of(1.0), ParameterValue.Of(1.2589254117941673), ParameterValue.Of(1.26)];
    private static readonly ParameterValue[] Flags = [ParameterValue.Of(true), ParameterValue.Of(false)];

    private static ParameterValue Find(int parameter, string text, ParameterValue[] values) =>
        FilterValue.Find(new AxisFilter(Specs[parameter].Name, text), Specs[parameter], values);

    [Fact]
    public void A_real_value_is_the_nearest_within_one_percent()
    {
        Assert.Equal(Levels[1], Find(1, "1.2589", Levels));
        Assert.Equal(Levels[2], Find(1, "1.26", Levels));
        Assert.Equal(Levels[0], Find(1, "0.991", Levels));
    }

    [Fact]
    public void A_whole_number_or_a_word_must_be_exact()
    {
        Assert.Equal(Sizes[1], Find(0, "1e3", Sizes));
        Assert.Equal(Flags[0], Find(3, "true", Flags));
        Assert.Throws<FigureRefusedException>(() => Find(0, "1001", Sizes));
        Assert.Throws<FigureRefusedException>(() => Find(3, "yes", Flags));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("nan")]
    [InlineData("one")]
    public void A_value_that_is_not_there_is_refused_with_those_that_are(string text)
    {
        var refusal = Assert.Throws<FigureRefusedException>(() => Find(1, text, Levels));
        Assert.EndsWith("in this dataset: 1, 1.2589, 1.26", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("size")]
    [InlineData("=3")]
    [InlineData("size=")]
    [InlineData("")]
    public void A_filter_needs_an_axis_and_a_value(string text) => Assert.Throws<FigureRefusedException>(() => AxisFilter.Parse(text));

    [Fact]
    public void Blanks_around_the_sides_of_a_filter_do_not_count() => Assert.Equal(new AxisFilter("size", "3"), AxisFilter.Parse(" size = 3 "));
}
