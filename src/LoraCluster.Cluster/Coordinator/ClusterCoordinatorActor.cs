using Akka.Actor;
using Akka.Cluster;
using LoraCluster.Cluster.Node;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Jobs;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Cluster.Coordinator;

/// <summary>
/// The cluster's coordinator: knows the nodes and the submitted sweeps, deals the first out to the second, and has a <see cref="SweepCoordinatorActor"/> for each sweep
/// that is worked on. There is meant to be one in a cluster; where there are two for a while, both do the same and nothing is harmed.
/// </summary>
internal sealed partial class ClusterCoordinatorActor : ReceiveActor, IWithTimers
{
    // How long a predecessor's workers and aggregators are listened to. Workers have a minute of work in hand meanwhile.
    private static readonly TimeSpan GatherFor = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TroubleInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AssignInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TurnInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RivalInterval = TimeSpan.FromSeconds(5);
    private static int _looks;

    private readonly NodeEquipment _node;
    private readonly Roster _roster;
    private readonly JobDesk _desk;
    private readonly Dictionary<string, ActiveSweep> _sweeps = [];
    private readonly RivalWatch _rivals = new();
    private readonly ILogger _log;
    private readonly long _start;
    private TimeSpan _rivalsAt;
    private TimeSpan _assignAt;

    public ClusterCoordinatorActor(NodeEquipment node)
    {
        _node = node;
        _log = node.Logs.CreateLogger("LoraCluster.Coordinator");
        _start = node.Clock.GetTimestamp();
        _roster = new Roster(node.Identity, node.Address);
        _desk = new JobDesk(StatusOf);
        Receive<NodeProtocol.Hello>(OnHello);
        Receive<NodeProtocol.Rival>(OnRival);
        Receive<ClusterEvent.MemberRemoved>(m => OnRemoved(m.Member));
        Receive<ClusterEvent.UnreachableMember>(m => _roster.Reach(AddressOf(m.Member.Address), false));
        Receive<ClusterEvent.ReachableMember>(m => _roster.Reach(AddressOf(m.Member.Address), true));
        Receive<ClusterEvent.IClusterDomainEvent>(_ => { });
        Receive<ArchiveProtocol.JobsListed>(m => _desk.OnListed(m, Sender, Self, Now));
        Receive<ArchiveProtocol.JobKept>(m => OnJobKept(m.Job));
        Receive<ArchiveProtocol.JobNotKept>(OnJobNotKept);
        Receive<JobProtocol.Submit>(OnSubmit);
        Receive<JobProtocol.Cancel>(m => _desk.OnCancel(m, Sender, Self));
        Receive<JobProtocol.Find>(m => _desk.OnFind(m, Sender, Self));
        Receive<JobProtocol.List>(m => _desk.OnList(m, Sender, Self));
        Receive<JobProtocol.Nodes>(OnNodes);
        Receive<NodeProtocol.FetchText>(m => TextPieces.Answer(m, _node.Texts.Find(m.Hash), Sender, Self));
        Receive<TextFetchActor.Fetched>(m => _desk.OnTextFetched(m.Hash, Self));
        Receive<TextFetchActor.NotFetched>(OnTextNotFetched);
        ReceiveSweeps();
        Receive<Tick>(_ => OnTick());
    }

    public static Props PropsFor(NodeEquipment node) => Props.Create(() => new ClusterCoordinatorActor(node));

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _node.Clock.GetElapsedTime(_start);

    protected override void PreStart()
    {
        _log.LogInformation("this node coordinates the cluster now");
        ClusterMeasures.Successions.Add(1);
        Akka.Cluster.Cluster.Get(Context.System).Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
        Timers.StartPeriodicTimer("tick", Tick.Instance, TickInterval, TickInterval);
    }

    protected override void PostStop()
    {
        Akka.Cluster.Cluster.Get(Context.System).Unsubscribe(Self);
        _log.LogInformation("this node coordinates the cluster no longer");
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    // No other coordinator has this number: not of another process, and not of this one.
    private long NextLook() => (_node.Incarnation << 32) | (uint)Interlocked.Increment(ref _looks);

    private static string AddressOf(Address address) => $"{address.Host}:{address.Port}";

    private void OnHello(NodeProtocol.Hello hello)
    {
        // A late word of a node that is gone; or of one that is not known here yet, and says it again.
        if (!_roster.Knows(hello) && !IsMember(hello.Address))
        {
            return;
        }

        if (_roster.Greet(hello, Sender, Aggregators, Now) is { } objection)
        {
            _log.LogWarning("node {Node} is refused: {Reason}", hello.Address, objection);
            Sender.Tell(new NodeProtocol.Refused(objection));
        }
        else if (_roster.Knows(hello))
        {
            Sender.Tell(new NodeProtocol.Welcome(Self));
        }
    }

    // Where nobody coordinates at a seed, or it is not there, nobody answers.
    private void LookForRivals()
    {
        _rivalsAt = Now + RivalInterval;
        foreach (var seed in _node.Seeds.Where(seed => !IsMember(AddressOf(seed))))
        {
            Context.ActorSelection(new RootActorPath(seed) / Self.Path.Elements).Tell(Ourselves(wantsAnswer: true), Self);
        }
    }

    private void OnRival(NodeProtocol.Rival rival)
    {
        if (IsMember(rival.Address))
        {
            return;
        }

        if (rival.WantsAnswer)
        {
            Sender.Tell(Ourselves(wantsAnswer: false));
        }

        if (_rivals.MustYield(Ourselves(wantsAnswer: false), rival, Now))
        {
            string reason = $"another cluster, coordinated by {rival.Address}, goes by the same seeds and is the stronger one";
            _log.LogError("{Reason}; this one ends, so that its nodes are started again and join the other", reason);
            foreach (var member in _roster.Members)
            {
                member.Node.Tell(new NodeProtocol.Yield(reason));
            }
        }
    }

    private NodeProtocol.Rival Ourselves(bool wantsAnswer) => new(
        _node.Address, Math.Max(1, _roster.Members.Count(m => m.IsReachable)), _roster.Members.Any(m => m is { IsReachable: true, HasData: true }), wantsAnswer);

    private static int Aggregators()
    {
        var state = Akka.Cluster.Cluster.Get(Context.System).State;
        return state.Members.Except(state.Unreachable).Count(member => member.HasRole(NodeRoles.Aggregator));
    }

    private static bool IsMember(string address) => Akka.Cluster.Cluster.Get(Context.System).State.Members.Any(member => AddressOf(member.Address) == address);

    private void OnRemoved(Member member)
    {
        _log.LogInformation("node {Node} is gone", AddressOf(member.Address));
        ClusterMeasures.NodesGone.Add(1);
        _roster.Remove(AddressOf(member.Address));
        foreach (var sweep in _sweeps.Values)
        {
            sweep.Coordinator.Tell(new SweepCoordinatorActor.NodeGone(member.Address));
        }
    }

    private void OnNodes(JobProtocol.Nodes asked)
    {
        var nodes = _roster.Members.Skip(asked.First).Take(JobProtocol.NodesMax).Select(m => m.Status(_node.Address)).Select(status => status with { BlocksHeld = BlocksHeldBy(status.Address) }).ToList();
        Sender.Tell(new JobProtocol.NodesListed(nodes, asked.First + nodes.Count >= _roster.Members.Count));
    }

    // Actors of this node have addresses without host and port.
    private int BlocksHeldBy(string node) => _sweeps.Values.SelectMany(sweep => sweep.BlocksHeld)
        .Where(held => held.Key.HasGlobalScope ? AddressOf(held.Key) == node : node == _node.Address).Sum(held => held.Value);

    private void OnSubmit(JobProtocol.Submit submit)
    {
        if (_node.Texts.Find(submit.DefinitionHash) is not null || _desk.IsNameTaken(submit))
        {
            _desk.OnSubmit(submit, Sender, Self);
        }
        else if (_desk.AwaitText(submit, Sender))
        {
            Context.ActorOf(Props.Create(() => new TextFetchActor(submit.DefinitionHash, _node.Texts, submit.Texts)));
        }
    }

    private void OnJobKept(Job kept)
    {
        _desk.OnKept(kept, Self);
        if (kept.State == JobState.Cancelled && _desk.Find(kept.Name) == kept && _sweeps.TryGetValue(kept.Name, out var sweep))
        {
            Stop(sweep);
        }
    }

    private void OnJobNotKept(ArchiveProtocol.JobNotKept failure)
    {
        _roster.TurnFrom(Sender);
        _desk.OnNotKept(failure, Self);
    }

    private void OnTextNotFetched(TextFetchActor.NotFetched failure)
    {
        _desk.OnTextNotFetched(failure.Hash);
        foreach (var sweep in _sweeps.Values.Where(s => s.Phase == SweepPhase.FetchingText && s.Hash == failure.Hash))
        {
            sweep.Trouble = $"the text of its definition, _jobs/texts/{failure.Hash}.json of the data directory, does not come: is it there and whole?";
        }
    }

    private void OnTick()
    {
        if (Now >= _rivalsAt)
        {
            LookForRivals();
        }

        var archive = _roster.Archive;
        if (!_desk.Drive(archive, Self, Now))
        {
            _roster.TurnFrom(archive);
        }

        if (_desk.Book is not { } book)
        {
            return;
        }

        // One that cannot go on must not keep others waiting; but where many cannot, it is the disk, and others would fare no better.
        var stuck = _sweeps.Values.Where(s => s.Trouble.Length > 0).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        var active = Shares.Active(book.All.Where(j => !_desk.IsUnkept(j.Name) && (stuck.Count >= Shares.ActiveMax || !stuck.Contains(j.Name))));
        foreach (var job in active.Where(j => !_sweeps.ContainsKey(j.Name)))
        {
            Begin(job);
        }

        foreach (var sweep in _sweeps.Values.ToList())
        {
            Drive(sweep);
        }

        if (Now >= _assignAt)
        {
            _assignAt = Now + AssignInterval;
            Assign(active);
        }
    }

    // Sweeps that have begun and must wait for others of a higher priority keep what they hold, without workers. One that was cancelled keeps its workers for the few seconds that it has to make parts whole.
    private void Assign(IReadOnlyList<Job> active)
    {
        var members = _roster.Members.ToList();
        var stopping = _sweeps.Values.Where(s => _desk.Find(s.Name) is not { IsLive: true }).Select(s => s.Name);
        var working = active.Select(j => j.Name).Union(stopping).Where(name => _sweeps.TryGetValue(name, out var s) && s.Phase == SweepPhase.Running).ToList();
        int[][] dealt = Shares.Deal(
            [.. members.Select(m => m.Hello.Workers)], working.Count, Now.Ticks / TurnInterval.Ticks, (node, sweep) => members[node].CanRun(_sweeps[working[sweep]].Plan?.Ability));
        foreach (var sweep in _sweeps.Values)
        {
            int place = working.IndexOf(sweep.Name);
            sweep.Workers = place < 0 ? 0 : dealt.Sum(node => node[place]);
            if (sweep.Phase == SweepPhase.Running && sweep.Plan?.Ability is { } ability)
            {
                sweep.Trouble = members.Any(m => m.Hello.Workers > 0 && m.CanRun(ability)) ? string.Empty : $"no worker here can run it: {ability} is needed";
            }
        }

        for (int i = 0; i < members.Count; i++)
        {
            var shares = _sweeps.Values.OrderByDescending(s => working.Contains(s.Name)).ThenBy(s => s.Name, StringComparer.Ordinal).Take(NodeProtocol.ItemsMax).Select(sweep =>
            {
                int place = working.IndexOf(sweep.Name);
                return new NodeProtocol.Share(sweep.Name, sweep.Hash, sweep.Coordinator, place < 0 ? 0 : dealt[i][place]);
            });
            members[i].Node.Tell(new NodeProtocol.Assignment([.. shares]));
        }
    }

    private JobStatus StatusOf(Job job)
    {
        var status = JobStatus.Of(job);
        if (!_sweeps.TryGetValue(job.Name, out var sweep) || sweep.Hash != job.DefinitionHash)
        {
            return status;
        }

        string trouble = sweep.Trouble.Length > 0 ? sweep.Trouble : sweep.Progress?.PausedBecause ?? job.Message;
        return sweep.Progress is not { } progress ? status with { Message = trouble } : status with
        {
            Message = trouble,
            PartsTotal = progress.PartsTotal,
            PartsCommitted = progress.PartsCommitted,
            CellsDone = progress.CellsDone,
            TrialsDone = progress.TrialsDone,
            Seconds = progress.Elapsed.TotalSeconds,
            Workers = sweep.Workers,
        };
    }

    private sealed class Tick : INoSerializationVerificationNeeded
    {
        public static Tick Instance { get; } = new();
    }
}
