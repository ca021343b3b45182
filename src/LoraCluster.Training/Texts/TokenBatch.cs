using LoraCluster.Training.Networks;
using static TorchSharp.torch;

namespace LoraCluster.Training.Texts;

/// <summary>Samples of different lengths in one forward pass, filled up on the right: what comes later is not seen.</summary>
internal static class TokenBatch
{
    /// <summary>Log-probabilities, one for every token of every answer, in the order of the samples: answers × vocabulary, and what stands there.</summary>
    public static (Tensor Logits, Tensor Targets) Run(LanguageNetwork network, WeightSet weights, IReadOnlyList<TokenSample> samples)
    {
        int longest = samples.Max(sample => sample.Tokens.Length);
        var tokens = new long[samples.Count * longest];
        var places = new List<long>();
        var targets = new List<long>();
        for (int i = 0; i < samples.Count; i++)
        {
            for (int t = 0; t < samples[i].Tokens.Length; t++)
            {
                tokens[(i * longest) + t] = samples[i].Tokens[t];
                if (t >= samples[i].AnswerStart)
                {
                    // A token is told by the place before it.
                    places.Add((i * longest) + t - 1);
                    targets.Add(samples[i].Tokens[t]);
                }
            }
        }

        Tensor hidden = network.Forward(weights, tensor(tokens, samples.Count, longest));
        Tensor chosen = hidden.reshape((long)samples.Count * longest, -1).index_select(0, tensor(places.ToArray()));
        return (network.Logits(weights, chosen), tensor(targets.ToArray()));
    }
}
