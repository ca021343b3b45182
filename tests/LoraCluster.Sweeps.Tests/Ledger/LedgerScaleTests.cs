using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Ledger;

/// <summary>Alone, because it looks at the heap that all tests of the process share.</summary>
[CollectionDefinition(nameof(LedgerScaleTests), DisableParallelization = true)]
[Collection(nameof(LedgerScaleTests))]
public sealed class LedgerScaleTests
{
    [Fact]
    public void Half_a_million_blocks_leave_no_trace_in_memory()
    {
        var sweep = ToySweep.Of(500_000, 64, new ToyExperiment { Seconds = _ => 0.1 / 64 });
        var ledger = new SweepLedger(new PartPlan(sweep), new BlockPlan(sweep).Blocks);
        var driver = new Run(ledger);
        driver.UntilBlocks(50_000);
        long early = GC.GetTotalMemory(true);

        driver.UntilBlocks(int.MaxValue);

        Assert.Equal(new SweepOutcome.Completed(new PartPlan(sweep).PartCount), driver.Outcome);
        Assert.Equal(500_000, driver.Blocks);
        Assert.InRange(GC.GetTotalMemory(true) - early, long.MinValue, 1_000_000);
    }

    private sealed class Run(SweepLedger ledger)
    {
        private readonly Queue<LedgerEffect> _work = new(Enumerable.Range(0, 8)
            .SelectMany(i => ledger.Handle(new LedgerEvent.WorkerAsked(new WorkerId($"w{i}"), 4, 0), default)));

        public int Blocks { get; private set; }

        public SweepOutcome? Outcome { get; private set; }

        public void UntilBlocks(int count)
        {
            while (Blocks < count && _work.TryDequeue(out var effect))
            {
                LedgerEvent? answer = effect switch
                {
                    LedgerEffect.LeaseBlock e => Merged(e.Lease),
                    LedgerEffect.StorePart e => new LedgerEvent.PartStored(e.Part.Number, 1, 0),
                    _ => null,
                };
                Outcome = (effect as LedgerEffect.SweepEnded)?.Outcome ?? Outcome;
                foreach (var next in answer is null ? [] : ledger.Handle(answer, default))
                {
                    _work.Enqueue(next);
                }
            }
        }

        private LedgerEvent.BlockMerged Merged(LeaseId lease)
        {
            Blocks++;
            return new LedgerEvent.BlockMerged(lease, default);
        }
    }
}
