using System.Security.Cryptography;
using System.Text;
using LoraCluster.FineTuning;
using LoraCluster.FineTuning.Pictures;
using LoraCluster.FineTuning.Randomness;
using LoraCluster.Training.Networks;
using LoraCluster.Training.Optimizing;
using LoraCluster.Training.Storage;
using static TorchSharp.torch;

namespace LoraCluster.Training.Pictures;

/// <summary>
/// Trains an embedded network on the source task, or takes it from the cache. The cache's names are hashes of all that the numbers follow from: network, recipe, arithmetic. What is found there must
/// have the sha256 that stands beside it, or it is made again.
/// </summary>
internal sealed class Pretraining(string cacheDirectory, string fingerprint)
{
    private const ulong Seed = 20260519;
    private static readonly TrainingPlan Plan = new("adamw", 2e-3, 5, 100);

    /// <summary>A model directory with the numbers; it is there once <see cref="Weights"/> has returned.</summary>
    public string DirectoryOf(string model) => Path.Combine(cacheDirectory, $"{model}-{Key(model)}");

    /// <summary>The numbers by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Weights(string model)
    {
        string directory = DirectoryOf(model);
        if (ModelStore.IsWhole(directory))
        {
            return ModelStore.Read(directory);
        }

        Dictionary<string, Tensor> trained = Train(model);
        try
        {
            ModelStore.Write(directory, trained);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Trained again next time; what was trained is as good.
        }

        return trained;
    }

    private static Dictionary<string, Tensor> Train(string model)
    {
        using var samples = new PictureSamples(PictureTask.SourceSplit(FashionMnist.Instance));
        Dictionary<string, Tensor> beginning = Beginnings.Of(model);
        using WeightSet weights = WeightSet.Full(beginning);
        if (Optimizing.Training.Run(PictureLibrary.NetworkOf(model), weights, samples, Plan, new KeyedSequence(Seed, 0, 0, Purposes.Order)) is null)
        {
            throw new FineTuneException($"the pre-training of {model} diverged");
        }

        var trained = beginning.Keys.ToDictionary(name => name, name => weights[name].detach().clone().DetachFromDisposeScope(), StringComparer.Ordinal);
        foreach (Tensor tensor in beginning.Values)
        {
            tensor.Dispose();
        }

        return trained;
    }

    private string Key(string model) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{model}; {Plan}; {Seed}; {PictureTask.SourceCount}; {fingerprint}")))[..16];
}
