using System.Globalization;
using LoraCluster.FineTuning;
using static TorchSharp.torch;

namespace LoraCluster.Training.Networks;

/// <summary>A small vision transformer (Dosovitskiy et al., arXiv:2010.11929): patches of 7 × 7 pixels, two pre-normalised blocks, the mean over patches, classes.</summary>
internal sealed class TransformerNetwork : INetwork
{
    private const int Patch = EmbeddedNetworks.PatchSide;
    private const int Row = EmbeddedNetworks.Side / Patch;

    public IReadOnlyList<WeightShape> Matrices => EmbeddedNetworks.Matrices("transformer");

    public Tensor Forward(WeightSet weights, Tensor input)
    {
        long batch = input.shape[0];
        Tensor patches = input.view(batch, Row, Patch, Row, Patch).permute(0, 1, 3, 2, 4).reshape(batch, EmbeddedNetworks.Patches, Patch * Patch);
        Tensor x = weights.Apply("embed", patches) + weights["positions"];
        for (int block = 0; block < EmbeddedNetworks.Blocks; block++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"blocks.{block}.");
            x = x + Attention(weights, name, Norm(weights, name + "norm1", x));
            x = x + weights.Apply(name + "down", nn.functional.gelu(weights.Apply(name + "up", Norm(weights, name + "norm2", x))));
        }

        return weights.Apply("head", Norm(weights, "norm", x).mean([1]));
    }

    private static Tensor Norm(WeightSet weights, string name, Tensor x) => nn.functional.layer_norm(x, [EmbeddedNetworks.Width], weights[name + ".weight"], weights[name + ".bias"]);

    private static Tensor Attention(WeightSet weights, string name, Tensor x)
    {
        Tensor Heads(string map) => weights.Apply(name + map, x).view(x.shape[0], EmbeddedNetworks.Patches, EmbeddedNetworks.Heads, -1).transpose(1, 2);
        Tensor mixed = nn.functional.scaled_dot_product_attention(Heads("q"), Heads("k"), Heads("v"));
        return weights.Apply(name + "o", mixed.transpose(1, 2).reshape(x.shape[0], EmbeddedNetworks.Patches, EmbeddedNetworks.Width));
    }
}
