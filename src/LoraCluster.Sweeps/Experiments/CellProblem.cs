namespace LoraCluster.Sweeps.Experiments;

/// <summary>Why one cell cannot be run: a rule that concerns several fields at once.</summary>
/// <param name="Fields">The fields involved, the one to blame first; <c>lora_ranks</c> may be among them.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Got">The values found.</param>
/// <param name="Expected">What would be right.</param>
/// <param name="Hint">What to change.</param>
public sealed record CellProblem(IReadOnlyList<string> Fields, string Problem, string Got, string Expected, string Hint);
