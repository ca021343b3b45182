using LoraCluster.Training.Networks;
using LoraCluster.Training.Storage;
using LoraCluster.Training.Texts;
using static TorchSharp.torch;

namespace LoraCluster.Training.Tests.Networks;

/// <summary>Logits against a forward pass in NumPy, float64, that shares no code with this one. Logits are of size 1 to 10 here; float32 keeps five digits of them.</summary>
public sealed class LanguageNetworkTests
{
    private const double Tolerance = 2e-5;

    [Theory]
    [InlineData("qwen")]
    [InlineData("llama")]
    public void The_logits_are_those_of_numpy(string name)
    {
        LanguageModel model = Golden.Model(name);
        Compare(model, WeightSet.Frozen(model.Weights), name);
    }

    [Fact]
    public void With_an_adapter_of_PEFTs_format_too()
    {
        LanguageModel model = Golden.Model("qwen");
        using WeightSet weights = AdapterStore.Read(Golden.Path("adapter"), model.Network, model.Weights);
        Compare(model, weights, "qwen with adapter");
        Assert.Equal(6 / Math.Sqrt(3), weights.Scale, 12);
    }

    [Fact]
    public void What_comes_later_and_what_fills_a_batch_up_changes_nothing()
    {
        LanguageModel model = Golden.Model("qwen");
        WeightSet weights = WeightSet.Frozen(model.Weights);
        int[] tokens = Golden.Expected("qwen").Tokens;
        using var scope = NewDisposeScope();
        var alone = TokenBatch.Run(model.Network, weights, [new TokenSample(tokens[..6], 3)]).Logits;
        var together = TokenBatch.Run(model.Network, weights, [new TokenSample(tokens[..6], 3), new TokenSample(tokens, 2)]).Logits.narrow(0, 0, 3);
        Assert.True(allclose(alone, together, 1e-5, 1e-5));
    }

    private static void Compare(LanguageModel model, WeightSet weights, string name)
    {
        (int[] tokens, double[][] expected) = Golden.Expected(name);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor hidden = model.Network.Forward(weights, tensor(tokens.Select(t => (long)t).ToArray(), 1, tokens.Length));
        float[] found = [.. model.Network.Logits(weights, hidden).data<float>()];
        double[] wanted = [.. expected.SelectMany(row => row)];
        Assert.Equal(wanted.Length, found.Length);
        double largest = wanted.Zip(found, (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(largest, 0, Tolerance * wanted.Max(Math.Abs));
    }
}
