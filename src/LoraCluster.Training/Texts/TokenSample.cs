namespace LoraCluster.Training.Texts;

/// <summary>A prompt and one answer, as tokens.</summary>
/// <param name="Tokens">Both, at least two.</param>
/// <param name="AnswerStart">The first token of the answer, at least 1.</param>
internal sealed record TokenSample(int[] Tokens, int AnswerStart)
{
    /// <summary>Tokens of the answer.</summary>
    public int AnswerLength => Tokens.Length - AnswerStart;
}
