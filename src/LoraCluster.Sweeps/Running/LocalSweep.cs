using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Sweeps.Running;

/// <summary>A sweep on the calling thread with no actors: the model that every clustered run must equal.</summary>
public static class LocalSweep
{
    /// <summary>
    /// Runs every part that is not in <paramref name="completedParts"/>, in order, and commits each. Cancellation is noticed between batches; the part in the
    /// making is dropped. Exceptions of the runner and of the sink pass through.
    /// </summary>
    public static SweepOutcome Run(
        SweepDefinition definition,
        IPartSink sink,
        IReadOnlySet<int>? completedParts = null,
        IPriorResults? prior = null,
        IProgress<SweepProgress>? progress = null,
        TimeProvider? clock = null,
        CancellationToken cancellation = default)
    {
        var plan = new PartPlan(definition);
        var log = new LocalProgress(plan.PartCount, completedParts?.Count ?? 0, progress, clock ?? TimeProvider.System);
        var blocks = new BlockPlan(definition, prior);
        var solver = new BlockRunner(definition);
        using var runner = definition.Experiment.CreateRunner();
        try
        {
            for (int number = 0; number < plan.PartCount; number++)
            {
                if (completedParts?.Contains(number) != true)
                {
                    using var merge = new PartMerge(definition, plan.Part(number), prior);
                    foreach (var block in blocks.Blocks(merge.Part))
                    {
                        if (merge.Needs(block))
                        {
                            log.Merged(merge.Add(solver.Run(block, runner, cancellation)));
                        }
                    }

                    cancellation.ThrowIfCancellationRequested();
                    sink.Commit(merge.ToRows());
                    log.Committed(merge);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new SweepOutcome.Stopped(log.PartsCommitted, plan.PartCount, StopReason.Cancelled, string.Empty);
        }

        return new SweepOutcome.Completed(plan.PartCount);
    }
}
