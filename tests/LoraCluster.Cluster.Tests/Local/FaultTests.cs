using Akka.Actor;
using LoraCluster.Cluster.Local;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Cluster.Tests.Local;

public sealed class FaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task The_block_of_a_worker_killed_at_work_is_done_by_another()
    {
        using var reached = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        int held = 0;
        var toy = new ToyExperiment { Seconds = _ => 0.01, BeforeBatch = (c, _) => HoldOnce(c.Index == 7, ref held, reached, gate) };
        var sweep = ToySweep.Of(64, 4, toy);
        var sink = new MemorySink();
        using var system = ActorSystem.Create("killing", ActorSettings.Local);
        var actors = SweepActors.Start(system, new SweepRun { Definition = sweep, Sink = sink, Workers = 1 }, null);
        await Task.Run(() => reached.Wait(Patience));

        system.ActorSelection(actors.Workers.Path / "worker-0").Tell(PoisonPill.Instance);
        var outcome = await actors.Ended.WaitAsync(Patience);
        gate.Set();

        Assert.Equal(new SweepOutcome.Completed(8), outcome);
        Assert.Equal(MemorySink.ByLocalSweep(sweep).Parts, sink.Parts);
    }

    [Fact]
    public async Task A_cell_whose_solver_always_throws_costs_its_part_only()
    {
        int tries = 0;
        var toy = new ToyExperiment { BeforeBatch = (c, _) => ThrowAt(c.Index == 20, ref tries) };
        var sink = new MemorySink();

        var outcome = await Run(ToySweep.Of(64, 4, toy), sink, workers: 2);

        var failed = Assert.IsType<SweepOutcome.Failed>(outcome);
        Assert.Equal((SweepFailure.FailedCells, 7, 8), (failed.Kind, failed.PartsCommitted, failed.PartsTotal));
        Assert.Equal("InvalidOperationException: cell 20", failed.FailedBlocks.Single().Message);
        Assert.Equal(3, tries);
        Assert.Equal([0, 1, 3, 4, 5, 6, 7], sink.Parts.Keys.Order());
    }

    [Fact]
    public async Task A_solver_that_throws_once_does_no_harm()
    {
        int tries = 0;
        var toy = new ToyExperiment { BeforeBatch = (c, _) => ThrowAt(c.Index == 20 && Volatile.Read(ref tries) == 0, ref tries) };
        var sink = new MemorySink();

        Assert.IsType<SweepOutcome.Completed>(await Run(ToySweep.Of(64, 4, toy), sink, workers: 2));
        Assert.Equal(MemorySink.ByLocalSweep(ToySweep.Of(64, 4)).Parts, sink.Parts);
    }

    [Fact]
    public async Task A_full_disk_is_waited_for()
    {
        var clock = new ManualClock(secondsPerLook: 1);
        int tries = 0;
        var sink = new MemorySink { BeforeCommit = p => FailWhile(p == 2 && ++tries <= 3, PartStoreFailure.DiskFull) };

        Assert.IsType<SweepOutcome.Completed>(await Run(ToySweep.Of(64), sink, clock));
        Assert.Equal(4, tries);
    }

    [Fact]
    public async Task A_disk_that_stays_full_stops_the_sweep_resumable()
    {
        var clock = new ManualClock(secondsPerLook: 1);
        var sink = new MemorySink { BeforeCommit = p => FailWhile(p >= 2, PartStoreFailure.DiskFull) };

        var stopped = Assert.IsType<SweepOutcome.Stopped>(await Run(ToySweep.Of(64), sink, clock));

        Assert.Equal((StopReason.DiskFull, "errno", sink.Parts.Count), (stopped.Reason, stopped.Message, stopped.PartsCommitted));
        var rest = new MemorySink();
        var run = new SweepRun { Definition = ToySweep.Of(64), Sink = rest, CompletedParts = sink.Parts.Keys.ToHashSet() };
        Assert.IsType<SweepOutcome.Completed>(await InOneProcess.RunAsync(run).WaitAsync(Patience));
        Assert.Equal(MemorySink.ByLocalSweep(ToySweep.Of(64)).Parts, sink.Parts.Concat(rest.Parts).ToDictionary());
    }

    [Fact]
    public async Task Three_device_failures_end_the_sweep()
    {
        int tries = 0;
        var sink = new MemorySink { BeforeCommit = p => FailWhile(p == 1 && ++tries > 0, PartStoreFailure.Io) };

        var failed = Assert.IsType<SweepOutcome.Failed>(await Run(ToySweep.Of(64), sink));

        Assert.Equal((SweepFailure.Store, 3), (failed.Kind, tries));
    }

    [Fact]
    public async Task A_determinism_violation_in_the_sink_ends_the_sweep()
    {
        var sink = new MemorySink { BeforeCommit = _ => throw new DeterminismViolationException("other bytes on disk") };

        var failed = Assert.IsType<SweepOutcome.Failed>(await Run(ToySweep.Of(64), sink));

        Assert.Equal((SweepFailure.DeterminismViolation, "other bytes on disk"), (failed.Kind, failed.Message));
    }

    [Fact]
    public async Task A_fault_in_the_sink_ends_the_sweep_with_its_name()
    {
        var sink = new MemorySink { BeforeCommit = _ => throw new NotSupportedException("bug") };

        var failed = Assert.IsType<SweepOutcome.Failed>(await Run(ToySweep.Of(64), sink));

        Assert.Equal((SweepFailure.Internal, "NotSupportedException: bug"), (failed.Kind, failed.Message));
    }

    private static Task<SweepOutcome> Run(SweepDefinition sweep, MemorySink sink, TimeProvider? clock = null, int workers = 1) =>
        InOneProcess.RunAsync(new SweepRun
        {
            Definition = sweep,
            Sink = sink,
            Workers = workers,
            Clock = clock ?? TimeProvider.System,
            DiskWait = TimeSpan.FromSeconds(20),
        }).WaitAsync(Patience);

    private static void HoldOnce(bool here, ref int held, ManualResetEventSlim reached, ManualResetEventSlim gate)
    {
        if (here && Interlocked.Exchange(ref held, 1) == 0)
        {
            reached.Set();
            gate.Wait(Patience);
        }
    }

    private static void ThrowAt(bool here, ref int tries)
    {
        if (here)
        {
            Interlocked.Increment(ref tries);
            throw new InvalidOperationException("cell 20");
        }
    }

    private static void FailWhile(bool failing, PartStoreFailure kind)
    {
        if (failing)
        {
            throw new PartStoreException(kind, "errno");
        }
    }
}
