using System.Globalization;
using LoraCluster.FineTuning;
using LoraCluster.FineTuning.Randomness;
using static TorchSharp.torch;

namespace LoraCluster.Training.Networks;

/// <summary>The numbers that an embedded network begins its pre-training with: uniform in ±1/√inputs, biases 0, norms 1.</summary>
internal static class Beginnings
{
    private const ulong Seed = 20260519;

    public static Dictionary<string, Tensor> Of(string model)
    {
        var weights = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        int purpose = Purposes.FirstWeight;
        foreach (WeightShape matrix in EmbeddedNetworks.Matrices(model))
        {
            weights.Add(matrix.Name + ".weight", Uniform(purpose++, MathF.Sqrt(1f / matrix.Inputs), matrix.Outputs, matrix.Inputs));
            weights.Add(matrix.Name + ".bias", zeros(matrix.Outputs));
        }

        if (model == "transformer")
        {
            weights.Add("positions", Uniform(purpose, 0.1f, EmbeddedNetworks.Patches, EmbeddedNetworks.Width));
            string[] norms = ["norm", .. Enumerable.Range(0, EmbeddedNetworks.Blocks).SelectMany(block => Enumerable.Range(1, 2).Select(i => string.Create(CultureInfo.InvariantCulture, $"blocks.{block}.norm{i}")))];
            foreach (string norm in norms)
            {
                weights.Add(norm + ".weight", ones(EmbeddedNetworks.Width));
                weights.Add(norm + ".bias", zeros(EmbeddedNetworks.Width));
            }
        }

        foreach (Tensor tensor in weights.Values)
        {
            tensor.DetachFromDisposeScope();
        }

        return weights;
    }

    private static Tensor Uniform(int purpose, float bound, int rows, int columns)
    {
        var values = new float[rows * columns];
        new KeyedSequence(Seed, 0, 0, purpose).FillUniform(values, bound);
        return tensor(values, rows, columns);
    }
}
