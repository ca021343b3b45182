using LoraCluster.Training.Networks;
using LoraCluster.Training.Optimizing;
using static TorchSharp.torch;

namespace LoraCluster.Training.Texts;

/// <summary>Prompts with their answers, to be learnt: the loss is that of the answers' tokens alone.</summary>
internal sealed class TokenSamples(IReadOnlyList<TokenSample> samples) : ISamples
{
    public int Count => samples.Count;

    public Tensor Loss(INetwork network, WeightSet weights, ReadOnlySpan<int> batch)
    {
        var chosen = new List<TokenSample>(batch.Length);
        foreach (int i in batch)
        {
            chosen.Add(samples[i]);
        }

        (Tensor logits, Tensor targets) = TokenBatch.Run((LanguageNetwork)network, weights, chosen);
        return nn.functional.cross_entropy(logits, targets);
    }
}
