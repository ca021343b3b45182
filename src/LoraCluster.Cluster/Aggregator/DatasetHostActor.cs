using Akka.Actor;
using LoraCluster.Cluster.Local;
using LoraCluster.Cluster.Node;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Telemetry;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Cluster.Aggregator;

/// <summary>An aggregator node's part in one sweep: opens the dataset, keeps an aggregator for it, and introduces that to whoever coordinates.</summary>
internal sealed class DatasetHostActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan IntroduceInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);

    // What the aggregator writes takes a second at most where the disk is sound.
    private static readonly TimeSpan HangsAfter = TimeSpan.FromSeconds(30);

    private readonly SweepDefinition _definition;
    private readonly string _path;
    private readonly string _release;
    private readonly string _node;
    private readonly NodeState _state;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly DiskWatch _disk;
    private readonly long _start;
    private IActorRef _coordinator;
    private IActorRef _aggregator = ActorRefs.Nobody;
    private bool _hangs;
    private TelemetryFile? _telemetry;

    public DatasetHostActor(SweepDefinition definition, string path, string release, string node, NodeState state, IActorRef coordinator, TimeProvider clock, ILogger log)
    {
        (_definition, _path, _release, _node, _state, _coordinator, _clock, _log, _start) = (definition, path, release, node, state, coordinator, clock, log, clock.GetTimestamp());
        _disk = new DiskWatch(clock);
        Receive<CoordinatorIs>(m =>
        {
            _coordinator = m.Coordinator;
            _aggregator.Forward(m);
            Introduce();
        });
        Receive<Again>(_ => Open());
        Receive<Tick>(_ => Introduce());
        Receive<DatasetDirectory>(OnOpened);
        Receive<Status.Failure>(m => OnFailed(m.Cause));
        Receive<Terminated>(_ => Open());
        Receive<Note>(m => _log.LogWarning("{Sweep}: {Note}", definition.Name, m.Text));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("introduce", Tick.Instance, IntroduceInterval);
        Open();
    }

    protected override void PostStop() => _telemetry?.Dispose();

    private void Open()
    {
        _aggregator = ActorRefs.Nobody;
        Task.Run(() => DatasetDirectory.Open(_path, _definition, _release)).PipeTo(Self);
    }

    private void OnOpened(DatasetDirectory directory)
    {
        var self = Self;
        _telemetry ??= new TelemetryFile(directory.Layout.In(DatasetLayout.TelemetryOf(_node)), _clock, note => self.Tell(new Note(note)));
        var store = new PartStore(directory, file => self.Tell(new Note($"{file.Name}: {file.Reason}; moved to {file.MovedTo}")));
        var desk = new PartDesk(_definition, null, new WatchedSink(store, _state, new PartTraces(_definition), _disk));
        var coordinator = _coordinator;
        Action<WorkProtocol.BlocksSolved, IReadOnlyList<StoreProtocol.MergedBlock>> record = (solved, merged) => _disk.During(() => Record(solved, merged));
        _aggregator = Context.Watch(Context.ActorOf(
            Props.Create(() => new PartAggregatorActor(desk, coordinator, record)).WithDispatcher(ActorSettings.AggregatorDispatcher)));
        Introduce();
    }

    // Called on the aggregator's thread, which alone writes.
    private void Record(WorkProtocol.BlocksSolved solved, IReadOnlyList<StoreProtocol.MergedBlock> merged)
    {
        double now = _clock.GetElapsedTime(_start).TotalSeconds;
        foreach (var (loan, step, seconds) in merged)
        {
            if (!step.WasKnown)
            {
                ClusterMeasures.Blocks.Add(1);
                ClusterMeasures.Trials.Add((long)loan.Block.PositionCount * loan.Block.TrialCount);
                ClusterMeasures.BlockSeconds.Record(seconds);
                _telemetry?.Write(BlockTelemetry.Of(solved.Worker, loan, now, seconds));
            }
        }
    }

    private void OnFailed(Exception cause)
    {
        if (cause is OutputRefusedException { MayPass: false })
        {
            _coordinator.Tell(new StoreProtocol.SweepBroken(SweepFailure.StoreRefused, cause.Message));
            return;
        }

        _log.LogWarning("{Sweep}: cannot open the dataset, trying again: {Reason}", _definition.Name, cause.Message);
        Timers.StartSingleTimer("again", Again.Instance, RetryInterval);
    }

    // Whoever does not introduce its aggregator loses its parts to another's: the coordinator cannot know of a disk that hangs, and would wait for it.
    private void Introduce()
    {
        bool hangs = _disk.Waiting > HangsAfter;
        if (hangs && !_hangs)
        {
            _log.LogWarning("{Sweep}: the disk has not answered for {Seconds} s; other aggregators may take over this one's parts", _definition.Name, HangsAfter.TotalSeconds);
        }

        _hangs = hangs;
        if (!_aggregator.IsNobody() && !hangs)
        {
            _coordinator.Tell(new StoreProtocol.AggregatorReady(_aggregator));
        }
    }

    private sealed record Note(string Text) : INoSerializationVerificationNeeded;

    private sealed class Again : INoSerializationVerificationNeeded
    {
        public static Again Instance { get; } = new();
    }

    private sealed class Tick : INoSerializationVerificationNeeded
    {
        public static Tick Instance { get; } = new();
    }
}
