using Akka.Actor;
using Akka.Configuration;
using LoraCluster.Cluster.Local;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Cluster.Remote;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Cluster.Tests.Remote;

/// <summary>Two actor systems that talk over TCP.</summary>
public sealed class RemotePairTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly SweepDefinition Sweep = ToySweep.Of(60, 700, new ToyExperiment { OutcomeCount = _ => 12 }, keepTrials: true);

    private readonly ActorSystem _head = ActorSystem.Create("head", Quiet);
    private readonly MemorySink _sink = new();

    private static Config Quiet => ConfigurationFactory.ParseString("akka.loglevel = OFF").WithFallback(RemoteSettings.Loopback(0));

    public void Dispose() => _head.Terminate().Wait(Patience);

    [Fact]
    public async Task Workers_of_another_node_compute_the_rows_of_LocalSweep()
    {
        var (coordinator, ended) = SweepActors.StartWithoutWorkers(_head, Run);
        using var node = ActorSystem.Create("node", Quiet);
        SweepActors.StartWorkers(node, "node", Run, await Seen(coordinator, node));

        Assert.IsType<SweepOutcome.Completed>(await ended.WaitAsync(Patience));
        Assert.Equal(MemorySink.ByLocalSweep(Sweep).Parts, _sink.Parts);
        await node.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task What_cannot_be_read_is_dropped_and_the_next_message_arrives()
    {
        using var rogue = ActorSystem.Create("rogue", Rogue.Settings.WithFallback(Quiet));

        // An unknown name, bytes that are no message, a message of nonsense, an actor that is none, and JSON that names a type.
        var received = await ReceivedFrom(
            rogue,
            new Rogue.Wire("no-such-thing.1", []),
            new Rogue.Wire("blocks-merged.1", [0xff, 0xff, 0xff]),
            new Rogue.Wire("part-lost.1", []),
            new Rogue.Wire("aggregator-ready.1", [0x0a, 1, (byte)'x']),
            new Rogue.Json("System.Collections.ArrayList, System.Private.CoreLib", "[]"u8.ToArray()),
            ProgressProtocol.StopSweep.Instance);

        Assert.Equal([ProgressProtocol.StopSweep.Instance], received);
    }

    [Fact]
    public async Task What_is_not_on_the_list_does_not_leave()
    {
        using var node = ActorSystem.Create("node", Quiet);

        var received = await ReceivedFrom(
            node, new List<int> { 1 }, new ProgressProtocol.SweepEnded(new SweepOutcome.Completed(1)), ProgressProtocol.StopSweep.Instance);

        Assert.Equal([ProgressProtocol.StopSweep.Instance], received);
    }

    private async Task<IReadOnlyList<object>> ReceivedFrom(ActorSystem node, params object[] messages)
    {
        var received = new TaskCompletionSource<IReadOnlyList<object>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var recorder = await Seen(_head.ActorOf(Props.Create(() => new Recorder(received)), "recorder"), node);
        foreach (var message in messages)
        {
            recorder.Tell(message);
        }

        var all = await received.Task.WaitAsync(Patience);
        await node.Terminate().WaitAsync(Patience);
        return all;
    }

    private SweepRun Run => new() { Definition = Sweep, Sink = _sink, Workers = 2 };

    private Task<IActorRef> Seen(IActorRef coordinator, ActorSystem from)
    {
        var address = ((ExtendedActorSystem)_head).Provider.DefaultAddress;
        Assert.Equal("127.0.0.1", address.Host);
        return from.ActorSelection(coordinator.Path.ToStringWithAddress(address)).ResolveOne(Patience);
    }

    /// <summary>Keeps what comes until the message to stop does.</summary>
    private sealed class Recorder : ReceiveActor
    {
        private readonly List<object> _all = [];

        public Recorder(TaskCompletionSource<IReadOnlyList<object>> received) => ReceiveAny(message =>
        {
            _all.Add(message);
            if (message is ProgressProtocol.StopSweep)
            {
                received.SetResult(_all);
            }
        });
    }
}
