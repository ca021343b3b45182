using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LoraCluster.FineTuning;
using LoraCluster.FineTuning.Pictures;
using LoraCluster.FineTuning.Randomness;
using LoraCluster.Training.Networks;
using LoraCluster.Training.Optimizing;
using LoraCluster.Training.Pictures;
using TorchSharp;

namespace LoraCluster.Training;

/// <summary>A few steps of each embedded network by each method, on random pictures, hashed.</summary>
internal static class NumericSelfTest
{
    private const int Samples = 40;

    public static string Compute()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var pixels = new float[Samples * EmbeddedNetworks.Side * EmbeddedNetworks.Side];
        new KeyedSequence(1, 0, 0, Purposes.Subset).FillUniform(pixels, 2);
        using var samples = new PictureSamples(new PictureSplit(pixels, [.. Enumerable.Range(0, Samples).Select(i => (long)i % EmbeddedNetworks.Classes)]));
        foreach (string model in FineTuneParameters.EmbeddedModels)
        {
            var basis = Beginnings.Of(model);
            INetwork network = PictureLibrary.NetworkOf(model);
            using WeightSet full = WeightSet.Full(basis), lora = WeightSet.Lora(basis, network.Matrices, 4, 2, (matrix, a) => new KeyedSequence(2, 0, 0, Purposes.FirstWeight).FillUniform(a, 0.1f));
            foreach ((WeightSet weights, string optimizer) in new[] { (full, "adamw"), (lora, "sgd") })
            {
                Optimizing.Training.Run(network, weights, samples, new TrainingPlan(optimizer, 0.01, 2, 20), new KeyedSequence(3, 0, 0, Purposes.Order));
                hash.AppendData(MemoryMarshal.AsBytes<float>(weights.Trainable!.Numbers.data<float>().ToArray()));
            }

            foreach (torch.Tensor tensor in basis.Values)
            {
                tensor.Dispose();
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
