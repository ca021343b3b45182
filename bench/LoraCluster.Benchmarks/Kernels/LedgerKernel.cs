using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Benchmarks.Kernels;

/// <summary>A whole sweep through the ledger, with eight workers who answer at once: only its decisions are timed.</summary>
internal sealed class LedgerKernel() : Kernel("ledger", "block")
{
    /// <summary>Blocks per run.</summary>
    public const int Blocks = PartPlan.PartsMin * BlocksPerPart;

    private const int Cells = 4096;
    private const int BlocksPerPart = 1024;
    private const int Workers = 8;
    private const int Window = 4;
    private readonly PartPlan _plan = new(SmallCells.Sweep(Cells));

    public override long Units => Blocks;

    public override void Run()
    {
        var ledger = new SweepLedger(_plan, BlocksOf);
        var work = new Queue<LedgerEffect>();
        for (int i = 0; i < Workers; i++)
        {
            Tell(ledger, new LedgerEvent.WorkerAsked(new WorkerId($"worker {i}"), Window, 0), work);
        }

        bool ended = false;
        while (work.TryDequeue(out LedgerEffect? effect))
        {
            ended |= effect is LedgerEffect.SweepEnded;
            if (AnswerTo(effect) is { } answer)
            {
                Tell(ledger, answer, work);
            }
        }

        if (!ended)
        {
            throw new InvalidOperationException("the ledger stopped before the sweep's end");
        }
    }

    private static IEnumerable<Block> BlocksOf(PartRange part)
    {
        for (int number = 0; number < BlocksPerPart; number++)
        {
            yield return new Block(part.Number, number, part.FirstPosition, 1, number, 1);
        }
    }

    private static LedgerEvent? AnswerTo(LedgerEffect effect) => effect switch
    {
        LedgerEffect.LeaseBlock e => new LedgerEvent.BlockMerged(e.Lease, default),
        LedgerEffect.StorePart e => new LedgerEvent.PartStored(e.Part.Number, 1, 0),
        _ => null,
    };

    private static void Tell(SweepLedger ledger, LedgerEvent happened, Queue<LedgerEffect> work)
    {
        foreach (LedgerEffect effect in ledger.Handle(happened, default))
        {
            work.Enqueue(effect);
        }
    }

    public override void Dispose()
    {
    }
}
