using LoraCluster.Sweeps.Definition;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Definition;

public class DefinitionDiffTests
{
    private static readonly string Base = Specs.Valid(Specs.Head + Specs.Grid).CanonicalJson;

    [Fact]
    public void Equal_sweeps_have_no_difference() => Assert.Null(DefinitionDiff.FirstDifference(Base, Base));

    [Theory]
    [InlineData("n", "[10, 30]", "grid[0].n", "[10,20]", "[10,30]")]
    [InlineData("n", "{range: {from: 1, to: 3}}", "grid[0].n", "[10,20]", "{\"range\":{\"from\":1,\"to\":3,\"step\":1}}")]
    [InlineData("where", "n > 10", "grid[0].where", "(absent)", "[\"n > 10\"]")]
    public void A_field_of_the_grid_is_named_with_both_values(string field, string value, string path, string first, string second) =>
        Assert.Equal(new DefinitionDifference(path, first, second), DefinitionDiff.FirstDifference(Base, Specs.Valid(Specs.With(field, value)).CanonicalJson));

    [Fact]
    public void A_field_of_the_sweep_is_named_before_the_grid() =>
        Assert.Equal(new DefinitionDifference("trials", "10", "11"), DefinitionDiff.FirstDifference(Base, Specs.Valid(Specs.With("n", "3").Replace("trials: 10", "trials: 11", StringComparison.Ordinal)).CanonicalJson));

    [Fact]
    public void Spacings_differ_in_one_number()
    {
        string a = Specs.Valid(Specs.With("n", "{range: {from: 1, to: 3}}")).CanonicalJson;
        string b = Specs.Valid(Specs.With("n", "{range: {from: 1, to: 4}}")).CanonicalJson;
        Assert.Equal(new DefinitionDifference("grid[0].n.range.to", "3", "4"), DefinitionDiff.FirstDifference(a, b));
    }

    [Fact]
    public void A_grid_more_is_named()
    {
        string section = "{dx: 10, dy: 8, n: 10, noise_std: 1, true_rank: 4, spectrum: gaussian}";
        string one = Specs.Valid($"name: x\ngrid: [{section}]").CanonicalJson;
        string two = Specs.Valid($"name: x\ngrid: [{section}, {section}]").CanonicalJson;
        Assert.Equal(("grid[1]", "(absent)"), (DefinitionDiff.FirstDifference(one, two)!.Field, DefinitionDiff.FirstDifference(one, two)!.First));
    }

    [Fact]
    public void Axes_in_another_order_are_another_sweep()
    {
        string a = Specs.Valid("name: x\ngrid: {dx: [10, 11], n: [1, 2], dy: 8, noise_std: 1, true_rank: 4, spectrum: gaussian}").CanonicalJson;
        string b = Specs.Valid("name: x\ngrid: {n: [1, 2], dx: [10, 11], dy: 8, noise_std: 1, true_rank: 4, spectrum: gaussian}").CanonicalJson;
        Assert.Equal("grid[0].(order)", DefinitionDiff.FirstDifference(a, b)!.Field);
    }
}
