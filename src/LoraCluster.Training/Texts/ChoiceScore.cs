using LoraCluster.FineTuning.Texts;
using LoraCluster.Training.Networks;
using static TorchSharp.torch;

namespace LoraCluster.Training.Texts;

/// <summary>
/// Zero-shot evaluation: of several choices the one with the largest log-likelihood is the model's answer, as lm-evaluation-harness reckons <c>acc</c>; a free answer is right where each of its tokens is
/// the likeliest after those before, which is what greedy decoding would write.
/// </summary>
internal static class ChoiceScore
{
    private const int TokensAtOnce = 4096;

    /// <summary>Error and mean negative log-likelihood of the right answers.</summary>
    public static Score Of(LanguageNetwork network, WeightSet weights, IReadOnlyList<TextSample> samples, SampleEncoder encoder)
    {
        using var _ = no_grad();
        double wrong = 0, loss = 0;
        foreach (TextSample sample in samples)
        {
            NativeWork.ThrowIfEnding();
            var answers = Enumerable.Range(0, sample.Choices.Count).Select(choice => encoder.Encode(sample, choice)).ToList();
            var told = Pieces(answers).SelectMany(piece => LogLikelihoods(network, weights, piece)).ToList();
            loss -= told[sample.Answer].Sum;
            bool isRight = sample.IsChoice ? told.FindIndex(one => one.Sum == told.Max(other => other.Sum)) == sample.Answer : told[0].IsGreedy;
            wrong += isRight ? 0 : 1;
        }

        return new Score(wrong / samples.Count, loss / samples.Count);
    }

    private static IEnumerable<IReadOnlyList<TokenSample>> Pieces(List<TokenSample> answers) => answers.Chunk(Math.Max(1, TokensAtOnce / answers.Max(answer => answer.Tokens.Length)));

    private static List<(double Sum, bool IsGreedy)> LogLikelihoods(LanguageNetwork network, WeightSet weights, IReadOnlyList<TokenSample> answers)
    {
        using var scope = NewDisposeScope();
        (Tensor logits, Tensor targets) = TokenBatch.Run(network, weights, answers);
        float[] likelihoods = [.. nn.functional.log_softmax(logits, -1).gather(1, targets.unsqueeze(1)).squeeze(1).data<float>()];
        bool[] greedy = [.. logits.argmax(-1).eq(targets).data<bool>()];
        var told = new List<(double, bool)>();
        int at = 0;
        foreach (TokenSample answer in answers)
        {
            int end = at + answer.AnswerLength;
            told.Add((likelihoods[at..end].Sum(value => (double)value), greedy[at..end].All(right => right)));
            at = end;
        }

        return told;
    }
}
