namespace LoraCluster.FineTuning.Texts;

/// <summary>A question and what could be answered: text that goes on where the prompt ends.</summary>
/// <param name="Prompt">What is given.</param>
/// <param name="Choices">The answers to choose from, each with its leading space where it needs one; a single one where the answer is free.</param>
/// <param name="Answer">The place of the right one.</param>
public sealed record TextSample(string Prompt, IReadOnlyList<string> Choices, int Answer)
{
    /// <summary>True where there is something to choose.</summary>
    public bool IsChoice => Choices.Count > 1;
}
