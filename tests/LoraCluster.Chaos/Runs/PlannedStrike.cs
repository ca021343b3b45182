using LoraCluster.Chaos.Nemeses;

namespace LoraCluster.Chaos.Runs;

/// <summary>A fault of a schedule.</summary>
/// <param name="At">When it begins, since the dataset was begun.</param>
/// <param name="Lasts">How long it lasts.</param>
/// <param name="Nemesis">Its kind.</param>
/// <param name="Seed">What chooses whom it meets.</param>
internal sealed record PlannedStrike(TimeSpan At, TimeSpan Lasts, Nemesis Nemesis, int Seed)
{
    public TimeSpan Until => At + Lasts;
}
