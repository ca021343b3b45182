using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Sweeps.Running;

/// <summary>
/// Collects the blocks of one part in any order. A cell becomes rows as soon as its last trial is in, so only cells in the making hold losses. Not
/// thread-safe.
/// </summary>
public sealed class PartMerge : IDisposable
{
    private readonly SweepDefinition _definition;
    private readonly Dictionary<long, CellMerge> _open = [];
    private readonly Dictionary<int, (Block Block, UInt128 Digest, MergeStep Step)> _merged = [];
    private readonly HashSet<long> _settled = [];
    private readonly PartRows _done;
    private readonly ParameterValue[] _room;

    /// <summary>Begins a part: counts its cells and takes over what is known of them already.</summary>
    public PartMerge(SweepDefinition definition, PartRange part, IPriorResults? prior = null)
    {
        _definition = definition;
        _done = new PartRows(part);
        _room = new ParameterValue[definition.Experiment.Parameters.Count];
        Part = part;
        int rows = 0;
        for (long position = part.FirstPosition; position < part.FirstPosition + part.PositionCount; position++)
        {
            if (definition.Grid.CellAt(position, _room) is Cell cell)
            {
                CellCount++;
                rows = checked(rows + definition.OutcomesOf(cell).Count);
                Begin(cell, PriorTrials.UsableOf(prior, definition, cell));
            }
        }

        _done.Reserve(CellCount - _done.CellCount, rows - _done.RowCount);
    }

    /// <summary>The part.</summary>
    public PartRange Part { get; }

    /// <summary>Its number of cells.</summary>
    public int CellCount { get; private set; }

    /// <summary>Cells taken over without computing anything.</summary>
    public int CellsReused { get; private set; }

    /// <summary>Blocks merged so far, by number.</summary>
    public IEnumerable<int> MergedBlocks => _merged.Keys;

    /// <summary>Positions of cells that had trials enough before the last that they may take.</summary>
    public IReadOnlyCollection<long> Settled => _settled;

    /// <summary>Cells that the blocks have made whole.</summary>
    public int CellsMerged => _merged.Values.Sum(m => m.Step.CellsCompleted);

    /// <summary>True once every cell has its rows.</summary>
    public bool IsComplete => _done.CellCount == CellCount;

    /// <summary>
    /// Takes a block's losses. A block that is already here must be the same bit for bit; throws
    /// <see cref="DeterminismViolationException"/> where it is not, or where it does not fit the plan.
    /// </summary>
    public MergeStep Add(BlockResult result)
    {
        var block = result.Block;
        var digest = LossDigest.Of(result.Losses);
        if (_merged.TryGetValue(block.Number, out var earlier))
        {
            return earlier.Block == block && earlier.Digest == digest
                ? earlier.Step with { WasKnown = true }
                : throw new DeterminismViolationException(
                    $"part {Part.Number}, block {block.Number} (positions from {block.FirstPosition}, trials from {block.FirstTrial}): "
                    + "two answers differ");
        }

        int doneBefore = _done.CellCount, settledBefore = _settled.Count;
        long trials = Merge(block, result.Losses);
        var step = new MergeStep(false, _done.CellCount - doneBefore, trials, SettledBy(block, _settled.Count - settledBefore));
        _merged.Add(block.Number, (block, digest, step));
        return step;
    }

    /// <summary>False where a block's only cell has trials enough without it.</summary>
    public bool Needs(Block block) => !block.CanBeSettled || !_settled.Contains(block.FirstPosition);

    /// <summary>The finished part, cells in order of position, until this is disposed of; throws <see cref="InvalidOperationException"/> before <see cref="IsComplete"/>.</summary>
    public PartRows ToRows()
    {
        if (!IsComplete)
        {
            throw new InvalidOperationException($"part {Part.Number} has {_done.CellCount} of {CellCount} cells");
        }

        _done.Sort();
        return _done;
    }

    /// <summary>Gives the memory of the rows back; the merge and the rows that it has handed out are of no use any more.</summary>
    public void Dispose() => _done.Dispose();

    private void Begin(Cell cell, PriorCell? known)
    {
        if (known?.Finished is { } finished)
        {
            CellsReused++;
            _done.Add(finished with { Cell = cell, Losses = _definition.KeepTrials ? finished.Losses : null });
        }
        else if (known is { Losses: not null })
        {
            var merge = OpenCell(cell, _definition.OutcomesOf(cell));
            merge.Prefill(known.Losses, Math.Min(known.KnownTrials, _definition.Trials));
            CellsReused += CloseIfWhole(merge) ? 1 : 0;
        }
    }

    private long Merge(Block block, ReadOnlySpan<double> losses)
    {
        long trials = 0;
        for (long position = block.FirstPosition; position < block.FirstPosition + block.PositionCount; position++)
        {
            if (_definition.Grid.CellAt(position, _room) is not Cell cell)
            {
                continue;
            }

            var outcomes = _definition.OutcomesOf(cell);
            int length = checked(block.TrialCount * outcomes.Count);
            if (length > losses.Length)
            {
                throw new DeterminismViolationException($"part {Part.Number}, block {block.Number}: too few losses");
            }

            if (!_settled.Contains(position))
            {
                Merge(block, cell, outcomes, losses[..length]);
                trials += block.TrialCount;
            }

            losses = losses[length..];
        }

        return losses.IsEmpty
            ? trials
            : throw new DeterminismViolationException($"part {Part.Number}, block {block.Number}: {losses.Length} losses too many");
    }

    // Most cells come whole, in one block: their losses go straight into statistics.
    private void Merge(Block block, Cell cell, IReadOnlyList<Outcome> outcomes, ReadOnlySpan<double> losses)
    {
        if (block.TrialCount == _definition.Trials)
        {
            var rows = _done.Add(cell.Index, outcomes.Count, _definition.KeepTrials ? losses.ToArray() : null);
            CellStatistics.Fill(rows, _definition, cell, outcomes, losses, _definition.Trials);
            return;
        }

        var merge = _open.TryGetValue(cell.Index, out var open) ? open : OpenCell(cell, outcomes);
        merge.Fill(block.FirstTrial, losses);
        CloseIfWhole(merge);
    }

    private long[]? SettledBy(Block block, int count)
    {
        if (count == 0)
        {
            return null;
        }

        var settled = new List<long>(count);
        for (long position = block.FirstPosition; position < block.FirstPosition + block.PositionCount; position++)
        {
            if (_settled.Contains(position))
            {
                settled.Add(position);
            }
        }

        return [.. settled];
    }

    private CellMerge OpenCell(Cell cell, IReadOnlyList<Outcome> outcomes)
    {
        // An open cell outlives the room that the grid wrote it to.
        var merge = new CellMerge(_definition, cell with { Values = [.. cell.Values] }, outcomes);
        _open.Add(cell.Index, merge);
        return merge;
    }

    private bool CloseIfWhole(CellMerge merge)
    {
        if (merge.Trials is not { } trials)
        {
            return false;
        }

        if (trials < _definition.Trials)
        {
            _settled.Add(merge.Cell.Index);
        }

        _open.Remove(merge.Cell.Index);
        merge.AddTo(_done);
        return true;
    }
}
