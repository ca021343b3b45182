using Akka.Actor;
using LoraCluster.Cluster.Node;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cluster.Coordinator;

/// <summary>The nodes that have said hello and were taken in, by the coordinator of an identity at an address.</summary>
internal sealed class Roster(NodeIdentity identity, string address)
{
    private const int ArchiveTurns = 1 << 20;

    private readonly SortedDictionary<string, Member> _members = new(StringComparer.Ordinal);
    private readonly DataChoice _data = new();
    private int _archiveTurn;

    /// <summary>The nodes, by address.</summary>
    public IReadOnlyCollection<Member> Members => _members.Values;

    /// <summary>An actor that reads and writes the data directory: of a node that is reachable, if there is one.</summary>
    public IActorRef Archive => ArchiveFor(null);

    /// <summary>The same, of a node that can run sweeps which need this ability: a dataset's header carries the arithmetic of the node that opens it.</summary>
    public IActorRef ArchiveFor(string? ability)
    {
        var archives = _members.Values.Where(m => m is { IsReachable: true, HasData: true } && m.CanRun(ability)).Select(m => m.Hello.Archive).ToList();
        return archives.Count == 0 ? ActorRefs.Nobody : archives[_archiveTurn % archives.Count];
    }

    /// <summary>An archive does not answer, or its disk fails: it may be that of its node alone, and another's is asked from now on. Nothing changes where another is asked already.</summary>
    public void TurnFrom(IActorRef archive, string? ability = null)
    {
        if (ArchiveFor(ability).Equals(archive))
        {
            _archiveTurn = (_archiveTurn + 1) % ArchiveTurns;
        }
    }

    /// <summary>True for a node that was taken in.</summary>
    public bool Knows(NodeProtocol.Hello hello) => _members.TryGetValue(hello.Address, out var known) && known.Hello.Incarnation == hello.Incarnation;

    /// <summary>Takes a node in, or says why not, or neither: then it is not known yet whose data directory is the right one, and it will speak again. <paramref name="aggregators"/>: how many nodes of the cluster have one.</summary>
    public string? Greet(NodeProtocol.Hello hello, IActorRef node, Func<int> aggregators, TimeSpan now)
    {
        if (identity.ObjectionTo(hello.Protocol, hello.Release, hello.Fingerprint) is { } objection)
        {
            return objection;
        }

        if (hello.DataIdentity.Length > 0)
        {
            string? chosen = _data.Hear(hello.Address, hello.DataIdentity, hello.HasJoined || hello.Address == address, aggregators, now);
            if (chosen is null)
            {
                return null;
            }

            if (chosen != hello.DataIdentity)
            {
                return "its data directory is another than that of the aggregators here; all of a cluster's aggregators share one";
            }
        }

        if (!_members.TryGetValue(hello.Address, out var known) || known.Hello.Incarnation != hello.Incarnation)
        {
            _members[hello.Address] = known = new Member(hello, node);
        }

        known.Hello = hello;
        return null;
    }

    /// <summary>Forgets a node.</summary>
    public void Remove(string address)
    {
        _members.Remove(address);
        if (!_members.Values.Any(m => m.HasData))
        {
            _data.Forget();
        }
    }

    /// <summary>Notes whether the others reach a node.</summary>
    public void Reach(string address, bool isReachable)
    {
        if (_members.TryGetValue(address, out var member))
        {
            member.IsReachable = isReachable;
        }
    }

    /// <summary>A node that was taken in.</summary>
    internal sealed class Member(NodeProtocol.Hello hello, IActorRef node)
    {
        public NodeProtocol.Hello Hello { get; set; } = hello;

        public IActorRef Node { get; } = node;

        public bool IsReachable { get; set; } = true;

        /// <summary>True where it can work on sweeps that need this ability; null: every node can.</summary>
        public bool CanRun(string? ability) => ability is null || Hello.Abilities.Contains(ability, StringComparer.Ordinal);

        public bool HasData => Hello.DataIdentity.Length > 0 && !Hello.Archive.IsNobody();

        public NodeStatus Status(string coordinator) =>
            new(Hello.Address, Hello.Roles, Hello.Workers, Hello.Release, IsReachable, Hello.Address == coordinator);
    }
}
