using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Sweeps.Running;

/// <summary>Turns a block into losses. Immutable; the runner handed in belongs to the calling thread.</summary>
public sealed class BlockRunner(SweepDefinition definition)
{
    /// <summary>
    /// Runs every cell of a block, batch by batch. Throws <see cref="OperationCanceledException"/> between batches once
    /// <paramref name="cancellation"/> is asked for, and whatever the runner throws.
    /// </summary>
    public BlockResult Run(Block block, ITrialRunner runner, CancellationToken cancellation = default)
    {
        var losses = new double[Cells(block).Sum(cell => (long)definition.OutcomesOf(cell).Count * block.TrialCount)];
        var rest = losses.AsSpan();
        foreach (var cell in Cells(block))
        {
            var outcomes = definition.OutcomesOf(cell);
            int length = outcomes.Count * block.TrialCount;
            RunCell(block, runner, cell, outcomes, rest[..length], cancellation);
            rest = rest[length..];
        }

        return new BlockResult(block, losses);
    }

    private void RunCell(
        Block block,
        ITrialRunner runner,
        Cell cell,
        IReadOnlyList<Outcome> outcomes,
        Span<double> losses,
        CancellationToken cancellation)
    {
        ulong dataHash = definition.DataHashOf(cell);
        for (int done = 0; done < block.TrialCount; done += BlockPlan.BatchTrials)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(BlockPlan.BatchTrials, block.TrialCount - done);
            var batch = losses.Slice(done * outcomes.Count, count * outcomes.Count);
            runner.Run(cell, outcomes, definition.Seed, dataHash, block.FirstTrial + done, count, batch);
        }
    }

    // Each cell lasts until the next is asked for.
    private IEnumerable<Cell> Cells(Block block)
    {
        var room = new ParameterValue[definition.Experiment.Parameters.Count];
        for (int i = 0; i < block.PositionCount; i++)
        {
            if (definition.Grid.CellAt(block.FirstPosition + i, room) is Cell cell)
            {
                yield return cell;
            }
        }
    }
}
