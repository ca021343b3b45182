using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Sweeps.Planning;

/// <summary>
/// How a part is cut into blocks: about 100 ms of predicted work each, whole cells together while they are small, a cell's trials
/// apart where it is big. Left-out positions, finished cells and known trials cost no block. A pure function of definition, release, prior results and the
/// machine's speed, none of which a result depends on.
/// </summary>
public sealed class BlockPlan(SweepDefinition definition, IPriorResults? prior = null, MachineSpeed? speed = null)
{
    /// <summary>A block's predicted work on one core.</summary>
    public const double SecondsPerBlock = 0.1;

    /// <summary>
    /// Losses of a block at most: 80 kB, below the frame of 128 kB, and below the 85 kB from which on arrays count as large objects: a block would cost a
    /// collection of everything that is in memory.
    /// </summary>
    public const int LossesPerBlock = 10_000;

    /// <summary>Trials of a batch, fixed by the format.</summary>
    public const int BatchTrials = 64;

    private readonly MachineSpeed _speed = speed ?? MachineSpeed.Unknown;

    /// <summary>Trials of a batch where <see cref="BatchTrials"/> would be too many losses or far too much work.</summary>
    public const int SmallBatchTrials = 8;

    /// <summary>
    /// The blocks of a part, numbered from 0, computed as they are asked for: in order of position and trial, and, where cells stop as soon as they are precise, look by look, so that what is
    /// known after one look of all cells decides about the next.
    /// </summary>
    public IEnumerable<Block> Blocks(PartRange part)
    {
        int number = 0;
        foreach (var (from, to) in Rounds())
        {
            foreach (var block in Round(part, from, to, number))
            {
                number++;
                yield return block;
            }
        }
    }

    private IEnumerable<(int From, int To)> Rounds()
    {
        if (definition.Precision is not { } rule)
        {
            yield return (0, definition.Trials);
            yield break;
        }

        for (int from = 0; from < rule.MaxTrials;)
        {
            int to = rule.LookAfter(from);
            yield return (from, to);
            from = to;
        }
    }

    private IEnumerable<Block> Round(PartRange part, int from, int to, int number)
    {
        var group = new CellGroup();
        var room = new ParameterValue[definition.Experiment.Parameters.Count];
        for (long position = part.FirstPosition; position < part.FirstPosition + part.PositionCount; position++)
        {
            if (definition.Grid.CellAt(position, room) is not Cell cell)
            {
                continue;
            }

            int first = Math.Max(from, PriorTrials.KnownTo(prior, definition, cell));
            if (first >= to && !group.IsEmpty)
            {
                yield return group.Take(part.Number, number++, to);
            }

            if (first >= to)
            {
                continue;
            }

            var load = LoadOf(cell, to - from);
            bool joins = first == 0 && load.FitsOneBlock;
            if (!group.IsEmpty && !(joins && group.HasRoomFor(load, position)))
            {
                yield return group.Take(part.Number, number++, to);
            }

            if (joins)
            {
                group.Add(load, position);
                continue;
            }

            foreach (var block in Split(part.Number, number, position, first, to, load))
            {
                number++;
                yield return block;
            }
        }

        if (!group.IsEmpty)
        {
            yield return group.Take(part.Number, number, to);
        }
    }

    private CellLoad LoadOf(Cell cell, int trials)
    {
        double seconds = definition.Experiment.SecondsPerTrial(cell, definition.Request);
        return new CellLoad(definition.OutcomesOf(cell).Count, trials, seconds * _speed.FactorFor(seconds));
    }

    private IEnumerable<Block> Split(int part, int number, long position, int firstTrial, int end, CellLoad load)
    {
        for (int trial = firstTrial; trial < end;)
        {
            // Aligned to whole batches from trial 0, wherever the known trials end.
            int count = Math.Min(load.TrialsPerBlock - trial % load.TrialsPerBlock, end - trial);
            yield return new Block(part, number++, position, 1, trial, count);
            trial += count;
        }
    }
}
