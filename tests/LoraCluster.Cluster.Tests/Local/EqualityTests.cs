using Akka.Actor;
using LoraCluster.Cluster.Local;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Cluster.Tests.Local;

public sealed class EqualityTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private static readonly SweepDefinition Small = ToySweep.Of(150, 6, leavesOut: p => p % 5 == 2, keepTrials: true);

    private static readonly SweepDefinition Big = ToySweep.Of(10, 700, new ToyExperiment { Seconds = _ => 0.001 });

    private static readonly SweepDefinition Stopping = ToySweep.Precise(
        12, new PrecisionRule(0.05, ["full", "lora"], 16, 700), new ToyExperiment { Seconds = _ => 0.002 }, keepTrials: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(64)]
    public async Task Clustered_rows_equal_local_rows_for_any_number_of_workers(int workers)
    {
        foreach (var sweep in new[] { Small, Big, Stopping })
        {
            var sink = new MemorySink();

            var outcome = await InOneProcess.RunAsync(new SweepRun { Definition = sweep, Sink = sink, Workers = workers }).WaitAsync(Patience);

            Assert.Equal(new SweepOutcome.Completed(outcome.PartsTotal), outcome);
            Assert.Equal(MemorySink.ByLocalSweep(sweep).Parts, sink.Parts);
        }
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public async Task Rows_do_not_depend_on_the_order_of_answers_nor_on_answers_given_twice(ulong seed)
    {
        foreach (var sweep in new[] { Small, Big, Stopping })
        {
            var sink = new MemorySink();
            using var system = ActorSystem.Create("shuffled", ActorSettings.Local);
            var run = new SweepRun { Definition = sweep, Sink = sink, Workers = 4 };
            var actors = SweepActors.Start(system, run, null, a => system.ActorOf(Props.Create(() => new ShufflingActor(a, seed))));

            var outcome = await actors.Ended.WaitAsync(Patience);

            Assert.IsType<SweepOutcome.Completed>(outcome);
            Assert.Equal(MemorySink.ByLocalSweep(sweep).Parts, sink.Parts);
        }
    }
}
