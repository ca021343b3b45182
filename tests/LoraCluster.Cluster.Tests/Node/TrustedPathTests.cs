using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using LoraCluster.Cluster.Node;
using LoraCluster.Cluster.Protocol;
using Xunit;
using AkkaCluster = Akka.Cluster.Cluster;

namespace LoraCluster.Cluster.Tests.Node;

/// <summary>The list of actors that other nodes may address by name is as short as it can be: two systems with nothing but the coordinator's singleton try it.</summary>
public sealed class TrustedPathTests : IAsyncLifetime
{
    private const string Coordinator = "coordinator";

    // What must not happen would take a tenth of a second, or a second for the failure detector; for what must happen a busy machine has all the time it needs.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    // Who is not asked for the keys is succeeded too, once the successor has given up asking: in production after fifteen seconds, here much later.
    private const string LongAsking = "akka.cluster.singleton.min-number-of-hand-over-retries = 100";

    private readonly List<ActorSystem> _systems = [];

    // The systems in which the coordinator has lived.
    private readonly ConcurrentDictionary<ActorSystem, bool> _coordinating = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.WhenAll(_systems.Select(system => system.Terminate()));

    [Fact]
    public async Task With_every_path_nodes_join_stay_reach_the_coordinator_and_hand_it_over() => Assert.Null(await TroubleAsync(NodeHocon.TrustedPaths, null));

    [Theory]
    [InlineData("/system/cluster/core/daemon", "joining")]
    [InlineData("/system/cluster/heartbeatReceiver", "staying reachable")]
    [InlineData("/user/coordinator/coordinator", "reaching the coordinator")]
    [InlineData("/user/coordinator", "handing over")]
    public async Task Without_any_one_of_them_something_does_not_work(string path, string trouble) =>
        Assert.Equal(trouble, await TroubleAsync([.. NodeHocon.TrustedPaths.Where(p => p != path)], trouble));

    [Fact]
    public void There_is_no_other_path() => Assert.Equal(4, NodeHocon.TrustedPaths.Count);

    // What does not work, or null.
    private async Task<string?> TroubleAsync(IReadOnlyList<string> paths, string? expected)
    {
        TimeSpan PatienceWith(string step) => step == expected ? Short : Long;
        var first = Start(paths);
        AkkaCluster.Get(first).Join(AkkaCluster.Get(first).SelfAddress);
        var second = Start(paths);
        AkkaCluster.Get(second).Join(AkkaCluster.Get(first).SelfAddress);
        if (!await HoldsAsync(() => UpIn(second) == 2, PatienceWith("joining")))
        {
            return "joining";
        }

        var proxy = second.ActorOf(ClusterSingletonProxy.Props("/user/" + Coordinator, ClusterSingletonProxySettings.Create(second).WithRole(NodeRoles.Coordinator).WithSingletonName(Coordinator)), "proxy");
        if (!await AnswersAsync(proxy, PatienceWith("reaching the coordinator")))
        {
            return "reaching the coordinator";
        }

        if (await HoldsAsync(() => !AkkaCluster.Get(second).State.Unreachable.IsEmpty, expected == "staying reachable" ? Long : Short))
        {
            return "staying reachable";
        }

        AkkaCluster.Get(first).Leave(AkkaCluster.Get(first).SelfAddress);
        return await HoldsAsync(() => _coordinating.ContainsKey(second), PatienceWith("handing over")) ? null : "handing over";
    }

    private ActorSystem Start(IReadOnlyList<string> paths)
    {
        string list = string.Join(", ", paths.Select(path => $"\"{path}\""));
        var settings = new NodeSettings { Roles = NodeRoles.All, Hocon = TestNodes.Fast + LongAsking };
        var system = ActorSystem.Create("lora-cluster", ConfigurationFactory.ParseString($"akka {{ loglevel = OFF, remote {{ trusted-selection-paths = [{list}], dot-netty.tcp.port = 0 }} }}")
            .WithFallback(NodeHocon.Of(settings)));
        _systems.Add(system);
        system.ActorOf(
            ClusterSingletonManager.Props(Props.Create(() => new Echo(_coordinating)), ClusterSingletonManagerSettings.Create(system).WithRole(NodeRoles.Coordinator).WithSingletonName(Coordinator)), Coordinator);
        return system;
    }

    private static int UpIn(ActorSystem system) => AkkaCluster.Get(system).State.Members.Count(member => member.Status == MemberStatus.Up);

    private static async Task<bool> AnswersAsync(IActorRef proxy, TimeSpan patience)
    {
        try
        {
            return await proxy.Ask<object>(ProgressProtocol.StopSweep.Instance, patience) is ProgressProtocol.StopSweep;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }

    private static async Task<bool> HoldsAsync(Func<bool> condition, TimeSpan patience)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < patience; await Task.Delay(50))
        {
            if (condition())
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo(ConcurrentDictionary<ActorSystem, bool> coordinating)
        {
            coordinating[Context.System] = true;
            ReceiveAny(m => Sender.Tell(m));
        }
    }
}
