using LoraCluster.Checkpoints.Adapters;
using LoraCluster.Checkpoints.Changes;
using LoraCluster.Checkpoints.Models;

namespace LoraCluster.Checkpoints.Tests.Changes;

public class SpectrumReaderTests
{
    private static List<ModuleSpectrum> Read(string? tuned, string? adapter, int? count = null, bool intruders = false)
    {
        using var before = ModelDirectory.Open(Model.At("base"));
        using var after = tuned is null ? null : ModelDirectory.Open(Model.At(tuned));
        using var update = adapter is null ? null : Adapter.Open(Model.At(adapter));
        using var reader = new SpectrumReader(count, intruders);
        return [.. WeightChange.Between(before, after, update).Select(reader.Of)];
    }

    [Theory]
    [InlineData("tuned", "tuned", null)]
    [InlineData("half", "half", null)]
    [InlineData("brain", "brain", null)]
    [InlineData("adapter", null, "adapter")]
    [InlineData("both", "tuned", "adapter")]
    public void Singular_values_are_NumPys_of_shards_of_every_type_and_of_adapters(string kind, string? tuned, string? adapter)
    {
        var expected = Model.Spectra(kind);
        var found = Read(tuned, adapter);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Select(module => module.Tensor).Order(StringComparer.Ordinal));
        foreach (ModuleSpectrum module in found)
        {
            double[] values = expected[module.Tensor];
            Assert.Equal(values.Length, module.SingularValues.Count);
            Assert.All(values.Zip(module.SingularValues), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * values[0]));
            Assert.Equal(Math.Sqrt(values.Sum(v => v * v)), module.Norm, 1e-12 * module.Norm);
            Assert.Equal(Model.Number("norms", module.Tensor), module.BaseNorm, 1e-12 * module.BaseNorm);
            Assert.Equal(values.Sum(v => v * v) / values[0] / values[0], module.StableRank!.Value, 1e-10);
        }
    }

    [Fact]
    public void Layers_come_in_order_and_maps_in_that_of_the_forward_pass() =>
        Assert.Equal([(0, "q"), (0, "k"), (0, "down"), (1, "q"), (1, "k"), (1, "down")], Read("tuned", null).Select(module => (module.Layer, module.Module)));

    [Fact]
    public void Ranks_at_shares_of_the_energy_are_the_smallest_that_hold_them()
    {
        foreach (ModuleSpectrum module in Read("tuned", null))
        {
            double[] squares = [.. module.SingularValues.Select(value => value * value)];
            foreach (double share in new[] { 0.8, 0.9, 0.95, 1 })
            {
                int rank = module.RankAt(share)!.Value;
                Assert.True(squares[..rank].Sum() >= share * squares.Sum() * (1 - 1e-9));
                Assert.True(squares[..(rank - 1)].Sum() < share * squares.Sum());
            }
        }
    }

    [Fact]
    public void A_head_leaves_ranks_that_it_does_not_reach_unknown_and_says_how_much_is_missing()
    {
        ModuleSpectrum whole = Read("tuned", null)[0], head = Read("tuned", null, count: 1)[0];
        Assert.Equal(whole.SingularValues[0], head.SingularValues.Single(), 1e-12);
        Assert.Null(head.RankAt(0.9999999));
        Assert.Equal(whole.Norm, Math.Sqrt((head.SingularValues[0] * head.SingularValues[0]) + (head.Residual * head.Residual)), 1e-12);
    }

    [Fact]
    public void Nothing_changed_is_rank_nought()
    {
        ModuleSpectrum module = Read("base", null)[0];
        Assert.Equal((0, 0.0, null), (module.RankAt(0.9)!.Value, module.Norm, module.StableRank));
    }

    [Fact]
    public void Intruder_dimensions_are_counted_as_NumPy_counts_them() =>
        Assert.All(Read(null, "adapter", intruders: true), module => Assert.Equal((int)Model.Number("intruders", module.Tensor), module.IntruderDimensions));
}
