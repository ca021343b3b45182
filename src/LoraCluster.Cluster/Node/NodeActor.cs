using Akka.Actor;
using LoraCluster.Cluster.Aggregator;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Cluster.Worker;
using LoraCluster.Sweeps.Definition;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Cluster.Node;

/// <summary>
/// A node's own actor: says hello to whoever coordinates, again and again, and does what it is assigned. While nobody coordinates it goes on with what it has.
/// </summary>
internal sealed class NodeActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan HelloInterval = TimeSpan.FromSeconds(1);

    private readonly NodeEquipment _node;
    private readonly IActorRef _coordinator;
    private readonly Dictionary<string, LocalShare> _shares = [];
    private readonly HashSet<IActorRef> _leaving = [];
    private readonly ILogger _log;
    private IActorRef _archive = ActorRefs.Nobody;
    private IActorRef _textSource = ActorRefs.Nobody;
    private IActorRef _farewell = ActorRefs.Nobody;
    private bool _isWelcome;

    public NodeActor(NodeEquipment node, IActorRef coordinator)
    {
        (_node, _coordinator, _log) = (node, coordinator, node.Logs.CreateLogger("LoraCluster.Node"));
        Receive<Hail>(_ => SayHello());
        Receive<NodeProtocol.Welcome>(OnWelcome);
        Receive<NodeProtocol.Refused>(OnRefused);
        Receive<NodeProtocol.Yield>(m => _node.State.Yield(m.Reason));
        Receive<NodeProtocol.Assignment>(OnAssignment);
        Receive<NodeProtocol.FetchText>(m => TextPieces.Answer(m, _node.Texts.Find(m.Hash), Sender, Self));
        Receive<TextFetchActor.Fetched>(m => ReadAll(m.Hash));
        Receive<TextFetchActor.NotFetched>(m => FetchAgain(m.Hash));
        Receive<DefinitionRead>(OnDefinitionRead);
        Receive<Leave>(OnLeave);
        Receive<Terminated>(OnTerminated);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        if (_node.Data is { } data)
        {
            var log = _node.Logs.CreateLogger("LoraCluster.Archive");
            _archive = Context.ActorOf(
                Props.Create(() => new ArchiveActor(data, _node.Texts, _node.Definitions, _node.Identity.Release, log)).WithDispatcher(Local.ActorSettings.AggregatorDispatcher), "archive");
        }

        Timers.StartPeriodicTimer("hello", Hail.Instance, TimeSpan.Zero, HelloInterval);
    }

    private void SayHello() => _coordinator.Tell(
        new NodeProtocol.Hello(
            _node.Address,
            _node.Incarnation,
            NodeProtocol.Version,
            _node.Identity.Release,
            _node.Identity.Fingerprint,
            _node.Definitions.Abilities,
            [.. _node.Roles.Order(StringComparer.Ordinal)],
            _node.Roles.Contains(NodeRoles.Worker) ? _node.Workers : 0,
            _node.Data?.Identity ?? string.Empty,
            _node.State.HasJoined,
            _archive),
        Self);

    private void OnWelcome(NodeProtocol.Welcome welcome)
    {
        _textSource = welcome.Texts;
        if (!_isWelcome)
        {
            _isWelcome = true;
            _node.State.Join();
            _log.LogInformation("the coordinator has taken this node in: {Coordinator}", Sender.Path);
        }
    }

    private void OnRefused(NodeProtocol.Refused refused)
    {
        if (_farewell.IsNobody())
        {
            _log.LogError("the coordinator refuses this node: {Reason}", refused.Reason);
            _node.State.Refuse(refused.Reason);
        }
    }

    private void OnAssignment(NodeProtocol.Assignment assignment)
    {
        if (!_farewell.IsNobody())
        {
            return;
        }

        foreach (string gone in _shares.Keys.Where(name => assignment.Shares.All(s => s.Name != name || s.DefinitionHash != _shares[name].Hash)).ToList())
        {
            _shares.Remove(gone, out var share);
            share!.End(TimeSpan.Zero);
        }

        foreach (var share in assignment.Shares)
        {
            if (!_shares.TryGetValue(share.Name, out var local))
            {
                _shares.Add(share.Name, local = new LocalShare(share.Name, share.DefinitionHash));
                Fetch(share.DefinitionHash);
            }

            // Where the sweep's coordinator is not ready, what there is goes on for the one before.
            if (!share.Coordinator.IsNobody())
            {
                (local.Coordinator, local.Workers) = (share.Coordinator, share.Workers);
                Equip(local);
            }
        }
    }

    private void Fetch(string hash)
    {
        if (_node.Texts.Find(hash) is not null)
        {
            ReadAll(hash);
        }
        else
        {
            Context.ActorOf(Props.Create(() => new TextFetchActor(hash, _node.Texts, _textSource)));
        }
    }

    private void FetchAgain(string hash)
    {
        if (_shares.Values.Any(s => s.Hash == hash))
        {
            Fetch(hash);
        }
    }

    private void ReadAll(string hash)
    {
        byte[] text = _node.Texts.Find(hash)!;
        Task.Run(() => new DefinitionRead(hash, _node.Definitions.Read(text))).PipeTo(Self, failure: e => new DefinitionRead(hash, null, e.Message));
    }

    private void OnDefinitionRead(DefinitionRead read)
    {
        foreach (var share in _shares.Values.Where(s => s.Hash == read.Hash))
        {
            if (read.Definition is null)
            {
                _log.LogError("{Sweep}: the definition cannot be read: {Reason}", share.Name, read.Problem);
                continue;
            }

            share.Definition = read.Definition;
            Equip(share);
        }
    }

    private void Equip(LocalShare share)
    {
        if (share.Definition is not { } definition || share.Coordinator.IsNobody())
        {
            return;
        }

        if (_node.Roles.Contains(NodeRoles.Worker))
        {
            if (share.Pool.IsNobody())
            {
                string name = $"{_node.Address}#{_node.Incarnation:x}/{share.Life()}";
                share.Pool = Context.ActorOf(Props.Create(() => new WorkerPoolActor(name, share.Workers, definition, share.Coordinator, _node.Clock, true, _node.Processors)));
            }
            else
            {
                share.Pool.Tell(new WorkerPoolActor.Resize(share.Workers));
            }
        }

        if (_node.Data is { } data && share.Host.IsNobody())
        {
            var log = _node.Logs.CreateLogger("LoraCluster.Aggregator");
            share.Host = Context.ActorOf(
                Props.Create(() => new DatasetHostActor(definition, data.DatasetOf(share.Name), _node.Identity.Release, _node.Address, _node.State, share.Coordinator, _node.Clock, log)));
        }

        share.TellCoordinator();
    }

    // Running blocks are finished and told; what has not begun goes back to the coordinator.
    private void OnLeave(Leave leave)
    {
        _farewell = Sender;
        Timers.CancelAll();
        foreach (var share in _shares.Values)
        {
            if (!share.Pool.IsNobody())
            {
                _leaving.Add(Context.Watch(share.Pool));
            }

            share.LeavePool(leave.Patience);
        }

        FarewellWhenEmpty();
    }

    private void OnTerminated(Terminated gone)
    {
        _leaving.Remove(gone.ActorRef);
        FarewellWhenEmpty();
    }

    private void FarewellWhenEmpty()
    {
        if (_leaving.Count == 0)
        {
            _farewell.Tell(Left.Instance);
        }
    }

    /// <summary>The process to its node: give everything back, within <paramref name="Patience"/>. Answered by <see cref="Left"/>.</summary>
    /// <param name="Patience">How long running blocks may take.</param>
    internal sealed record Leave(TimeSpan Patience) : INoSerializationVerificationNeeded;

    /// <summary>The node to its process: nothing is being worked on any more.</summary>
    internal sealed class Left : INoSerializationVerificationNeeded
    {
        public static Left Instance { get; } = new();
    }

    private sealed class Hail : INoSerializationVerificationNeeded
    {
        public static Hail Instance { get; } = new();
    }

    private sealed record DefinitionRead(string Hash, SweepDefinition? Definition, string Problem = "") : INoSerializationVerificationNeeded;
}
