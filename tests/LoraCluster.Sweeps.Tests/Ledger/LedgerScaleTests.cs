using LoraCluster.Sweeps.Definition;
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
    public void A_million_blocks_leave_no_trace_in_memory()
    {
        var sweep = Of(1_000_000);
        var driver = new Run(sweep);
        driver.UntilBlocks(50_000);
        long early = GC.GetTotalMemory(true);

        driver.UntilBlocks(int.MaxValue);

        Assert.Equal(new SweepOutcome.Completed(new PartPlan(sweep).PartCount), driver.Outcome);
        Assert.Equal(1_000_000, driver.Blocks);
        Assert.InRange(GC.GetTotalMemory(true) - early, long.MinValue, 1_000_000);
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(1_000_000_000)]
    public void The_size_of_the_grid_leaves_no_trace_in_memory(long cells)
    {
        long before = GC.GetTotalMemory(true);
        var driver = new Run(Of(cells));

        driver.UntilBlocks(9_000);

        Assert.Null(driver.Outcome);
        Assert.InRange(GC.GetTotalMemory(true) - before, long.MinValue, 1_000_000);
        GC.KeepAlive(driver);
    }

    // A block for each cell.
    private static SweepDefinition Of(long cells) => ToySweep.Of(cells, 64, new ToyExperiment { Seconds = _ => 0.1 / 64 });

    private sealed class Run
    {
        private readonly SweepLedger _ledger;
        private readonly Queue<LedgerEffect> _work;

        public Run(SweepDefinition sweep)
        {
            _ledger = new SweepLedger(new PartPlan(sweep), new BlockPlan(sweep).Blocks);
            _work = new(Enumerable.Range(0, 8).SelectMany(i => _ledger.Handle(new LedgerEvent.WorkerAsked(new WorkerId($"w{i}"), 4, 0), default)));
        }

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
                foreach (var next in answer is null ? [] : _ledger.Handle(answer, default))
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
