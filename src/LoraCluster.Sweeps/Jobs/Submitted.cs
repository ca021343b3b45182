namespace LoraCluster.Sweeps.Jobs;

/// <summary>What became of a submission.</summary>
/// <param name="Verdict">Whether the sweep runs now.</param>
/// <param name="Job">The sweep of this name: the submitted one, or the other that has the name already.</param>
public sealed record Submitted(SubmitVerdict Verdict, JobStatus Job);
