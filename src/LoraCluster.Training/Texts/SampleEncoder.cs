using LoraCluster.FineTuning.Texts;

namespace LoraCluster.Training.Texts;

/// <summary>Turns samples into tokens as lm-evaluation-harness does: prompt and answer are encoded together, and the answer begins where the prompt's own tokens end.</summary>
/// <param name="tokenizer">The model's tokenizer.</param>
/// <param name="tokensMax">Tokens kept; the beginning of a longer prompt is cut off.</param>
/// <param name="endToken">Put behind free answers, so that a model learns to end; null for none.</param>
internal sealed class SampleEncoder(ByteLevelTokenizer tokenizer, int tokensMax, int? endToken)
{
    /// <summary>A sample with one of its choices.</summary>
    public TokenSample Encode(TextSample sample, int choice)
    {
        int start = tokenizer.Encode(sample.Prompt).Count;
        var tokens = new List<int>(tokenizer.Encode(sample.Prompt + sample.Choices[choice]));
        if (!sample.IsChoice && endToken is { } end)
        {
            tokens.Add(end);
        }

        // Joined at the border, an answer may have no token of its own; its last one is then the answer.
        start = Math.Min(start, tokens.Count - 1);
        int cut = Math.Max(0, Math.Min(tokens.Count - tokensMax, start - 1));
        return new TokenSample([.. tokens.Skip(cut)], Math.Max(1, start - cut));
    }
}
