using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Running;

public sealed class LocalSweepTests
{
    [Fact]
    public void Every_part_is_committed_in_order_and_every_trial_counted()
    {
        var order = new List<int>();
        SweepProgress? last = null;
        var sweep = ToySweep.Of(50, 30, leavesOut: p => p % 10 == 0);

        var outcome = LocalSweep.Run(sweep, new MemorySink { BeforeCommit = order.Add }, progress: new Listener(p => last = p));

        Assert.Equal(Enumerable.Range(0, 8), order);
        Assert.Equal(new SweepOutcome.Completed(8), outcome);
        Assert.Equal((8, 8, 45, 45 * 30), (last!.PartsTotal, last.PartsCommitted, last.CellsDone, last.TrialsDone));
    }

    [Fact]
    public void Parts_on_disk_are_not_run_again()
    {
        var sink = new MemorySink();

        var outcome = LocalSweep.Run(ToySweep.Of(50), sink, new HashSet<int> { 0, 1, 2, 3, 4, 6, 7 });

        Assert.Equal([5], sink.Parts.Keys);
        Assert.Equal(new SweepOutcome.Completed(8), outcome);
    }

    [Fact]
    public void Cancelling_drops_the_part_in_the_making_and_keeps_those_committed()
    {
        using var stop = new CancellationTokenSource();
        var sink = new MemorySink();
        var toy = new ToyExperiment { BeforeBatch = (c, _) => StopAt(c.Index, 20, stop) };

        var outcome = LocalSweep.Run(ToySweep.Of(64, 200, toy), sink, cancellation: stop.Token);

        Assert.Equal(new SweepOutcome.Stopped(2, 8, StopReason.Cancelled, string.Empty), outcome);
        Assert.Equal([0, 1], sink.Parts.Keys.Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Extending_gives_the_rows_of_a_fresh_run(bool keepTrials)
    {
        int run = 0;
        var toy = new ToyExperiment { BeforeBatch = (_, _) => run++ };
        var sweep = ToySweep.Of(40, 100, toy, keepTrials);
        var prior = new ToyPrior(ToySweep.Of(40, 100, keepTrials: keepTrials), p => p % 4 == 1 ? 70 : 0, p => p % 4 == 2);
        SweepProgress? last = null;
        var sink = new MemorySink();

        LocalSweep.Run(sweep, sink, prior: prior, progress: new Listener(p => last = p));

        Assert.Equal(MemorySink.ByLocalSweep(ToySweep.Of(40, 100, keepTrials: keepTrials)).Parts, sink.Parts);
        Assert.Equal((40, 10, 20 * 100 + 10 * 30), (last!.CellsDone, last.CellsReused, last.TrialsDone));
        Assert.Equal(20 * 2 + 10, run);
    }

    [Fact]
    public void Finished_rows_without_losses_do_not_serve_a_sweep_that_keeps_trials()
    {
        var prior = new ToyPrior(ToySweep.Of(8), _ => 0, _ => true);
        var sweep = ToySweep.Of(8, keepTrials: true);

        Assert.Equal(MemorySink.ByLocalSweep(sweep).Parts, MemorySink.ByLocalSweep(sweep, prior).Parts);
    }

    [Fact]
    public void What_the_sink_throws_passes_through() => Assert.Throws<PartStoreException>(() => LocalSweep.Run(
        ToySweep.Of(8),
        new MemorySink { BeforeCommit = _ => throw new PartStoreException(PartStoreFailure.DiskFull, "full") }));

    private static void StopAt(long position, long at, CancellationTokenSource stop)
    {
        if (position == at)
        {
            stop.Cancel();
        }
    }

    private sealed class Listener(Action<SweepProgress> listen) : IProgress<SweepProgress>
    {
        public void Report(SweepProgress value) => listen(value);
    }
}
