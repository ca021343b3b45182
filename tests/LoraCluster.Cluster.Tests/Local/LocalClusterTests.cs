using LoraCluster.Cluster.Local;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Cluster.Tests.Local;

public sealed class LocalClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task Cancelling_stops_with_whole_parts_only()
    {
        using var stop = new CancellationTokenSource();
        var sink = new MemorySink { BeforeCommit = p => CancelAt(p == 2, stop) };

        var outcome = await InOneProcess.RunAsync(new SweepRun { Definition = ToySweep.Of(20_000, 64), Sink = sink, Workers = 1 }, null, stop.Token)
            .WaitAsync(Patience);

        var stopped = Assert.IsType<SweepOutcome.Stopped>(outcome);
        Assert.Equal((StopReason.Cancelled, sink.Parts.Count), (stopped.Reason, stopped.PartsCommitted));
        Assert.InRange(stopped.PartsCommitted, 3, stopped.PartsTotal - 1);
    }

    [Fact]
    public async Task A_sweep_that_is_on_disk_already_ends_without_a_solver()
    {
        var run = new SweepRun
        {
            Definition = ToySweep.Of(64, 4, new ToyExperiment { BeforeBatch = (_, _) => throw new InvalidOperationException() }),
            Sink = new MemorySink(),
            CompletedParts = Enumerable.Range(0, 8).ToHashSet(),
        };

        Assert.Equal(new SweepOutcome.Completed(8), await InOneProcess.RunAsync(run).WaitAsync(Patience));
    }

    [Fact]
    public async Task Extending_reuses_what_is_known_and_equals_a_fresh_run()
    {
        var sweep = ToySweep.Of(64, 100);
        SweepProgress? last = null;
        var sink = new MemorySink();
        var run = new SweepRun { Definition = sweep, Sink = sink, Workers = 2, Prior = new ToyPrior(sweep, p => p % 4 == 1 ? 70 : 0, p => p % 4 == 2) };

        await InOneProcess.RunAsync(run, new Listener(p => last = p)).WaitAsync(Patience);

        Assert.Equal(MemorySink.ByLocalSweep(sweep).Parts, sink.Parts);
        Assert.Equal((64, 16, 32 * 100 + 16 * 30), (last!.CellsDone, last.CellsReused, last.TrialsDone));
    }

    [Fact]
    public async Task Every_block_leaves_one_record_of_who_solved_it()
    {
        var records = new List<BlockTelemetry>();
        var sweep = ToySweep.Of(64, 400);

        await InOneProcess.RunAsync(new SweepRun { Definition = sweep, Sink = new MemorySink(), Workers = 2, OnBlock = records.Add }).WaitAsync(Patience);

        var plan = new PartPlan(sweep);
        var blocks = Enumerable.Range(0, plan.PartCount).SelectMany(i => new BlockPlan(sweep).Blocks(plan.Part(i)));
        Assert.Equal(
            blocks.ToHashSet(),
            records.Select(r => new Block(r.Part, r.Block, r.FirstPosition, r.PositionCount, r.FirstTrial, r.TrialCount)).ToHashSet());
        Assert.All(records, r => Assert.True(r.Worker.StartsWith("local/worker-", StringComparison.Ordinal) && r.Seconds >= 0));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task A_run_without_workers_or_aggregators_is_refused(int workers, int aggregators) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => InOneProcess.RunAsync(new SweepRun
        {
            Definition = ToySweep.Of(8),
            Sink = new MemorySink(),
            Workers = workers,
            Aggregators = aggregators,
        }));

    [Fact]
    public async Task Several_aggregators_give_the_same_rows()
    {
        var sink = new MemorySink();

        await InOneProcess.RunAsync(new SweepRun { Definition = ToySweep.Of(200), Sink = sink, Workers = 2, Aggregators = 3 }).WaitAsync(Patience);

        Assert.Equal(MemorySink.ByLocalSweep(ToySweep.Of(200)).Parts, sink.Parts);
    }

    private static void CancelAt(bool here, CancellationTokenSource stop)
    {
        if (here)
        {
            stop.Cancel();
        }
    }

    private sealed class Listener(Action<SweepProgress> listen) : IProgress<SweepProgress>
    {
        public void Report(SweepProgress value) => listen(value);
    }
}
