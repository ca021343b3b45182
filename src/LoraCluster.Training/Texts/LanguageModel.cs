using LoraCluster.FineTuning;
using LoraCluster.FineTuning.Texts;
using LoraCluster.Training.Networks;
using LoraCluster.Training.Storage;
using static TorchSharp.torch;

namespace LoraCluster.Training.Texts;

/// <summary>A model directory in memory.</summary>
/// <param name="Directory">Where it was read from.</param>
/// <param name="Config">Its shape.</param>
/// <param name="Network">What it computes.</param>
/// <param name="Weights">Its numbers, float32.</param>
/// <param name="Tokenizer">Its tokenizer.</param>
internal sealed record LanguageModel(string Directory, LanguageModelConfig Config, LanguageNetwork Network, IReadOnlyDictionary<string, Tensor> Weights, ByteLevelTokenizer Tokenizer)
{
    private const string Embedding = "model.embed_tokens.weight";

    /// <summary>Reads a model by its name. Throws <see cref="FineTuneException"/> and <see cref="Checkpoints.CheckpointException"/> where something is missing or does not fit.</summary>
    public static LanguageModel Open(string name) => Read(ModelLocation.Of(name));

    /// <summary>Reads a directory.</summary>
    public static LanguageModel Read(string directory)
    {
        var config = LanguageModelConfig.Read(directory);
        var network = new LanguageNetwork(config);
        Dictionary<string, Tensor> weights = ModelStore.Read(directory);
        if (!weights.TryGetValue(Embedding, out Tensor? embedding) || embedding.dim() != 2)
        {
            throw new FineTuneException($"{directory}: has no {Embedding}");
        }

        foreach ((string tensor, long[] shape) in network.Needed(embedding.shape[0]))
        {
            if (!weights.TryGetValue(tensor, out Tensor? found) || !found.shape.SequenceEqual(shape))
            {
                throw new FineTuneException($"{directory}: {tensor} is {(found is null ? "missing" : string.Join(" × ", found.shape))}; expected {string.Join(" × ", shape)} after config.json");
            }
        }

        return new LanguageModel(directory, config, network, weights, ByteLevelTokenizer.Read(directory));
    }
}
