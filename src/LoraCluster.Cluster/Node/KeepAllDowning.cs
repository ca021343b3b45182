using Akka.Actor;
using Akka.Cluster;

namespace LoraCluster.Cluster.Node;

/// <summary>
/// Downs whoever has been out of reach for a while, on every side of a broken network, so that each side goes on by itself. That would be dangerous where two leaders can do
/// harm; here two coordinators on one data directory write the same bytes.
/// </summary>
public sealed class KeepAllDowning : IDowningProvider
{
    private readonly ActorSystem _system;

    /// <summary>Made by Akka.</summary>
    public KeepAllDowning(ActorSystem system, Akka.Cluster.Cluster cluster) => _system = cluster.System ?? system;

    /// <summary>How long a new node waits for an old one of the same place to be gone.</summary>
    public TimeSpan DownRemovalMargin => _system.Settings.Config.GetTimeSpan("akka.cluster.down-removal-margin");

    /// <summary>The actor that downs.</summary>
    public Props DowningActorProps => Props.Create(() => new Watcher(_system.Settings.Config.GetTimeSpan("akka.cluster.split-brain-resolver.stable-after")));

    private sealed class Watcher : ReceiveActor, IWithTimers
    {
        private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);

        public Watcher(TimeSpan patience)
        {
            Receive<ClusterEvent.UnreachableMember>(m => Timers.StartSingleTimer(m.Member.UniqueAddress, new Due(m.Member.Address), patience));
            Receive<ClusterEvent.ReachableMember>(m => Timers.Cancel(m.Member.UniqueAddress));
            Receive<ClusterEvent.MemberRemoved>(m => Timers.Cancel(m.Member.UniqueAddress));
            Receive<Due>(m => _cluster.Down(m.Node));
            ReceiveAny(_ => { });
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => _cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IReachabilityEvent), typeof(ClusterEvent.MemberRemoved));

        protected override void PostStop() => _cluster.Unsubscribe(Self);

        private sealed record Due(Address Node) : INoSerializationVerificationNeeded;
    }
}
