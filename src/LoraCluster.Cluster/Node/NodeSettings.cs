using System.Net;

namespace LoraCluster.Cluster.Node;

/// <summary>What a node is and where it stands, as its operator wants it.</summary>
public sealed record NodeSettings
{
    /// <summary>Of <see cref="NodeRoles"/>.</summary>
    public IReadOnlySet<string> Roles { get; init; } = NodeRoles.All;

    /// <summary>Where it listens for other nodes; port 0 takes a free one.</summary>
    public DnsEndPoint Bind { get; init; } = new("127.0.0.1", 0);

    /// <summary>How others reach it, where that is not <see cref="Bind"/>.</summary>
    public DnsEndPoint? Advertise { get; init; }

    /// <summary>Nodes to join through; empty for a node that begins a cluster by itself.</summary>
    public IReadOnlyList<DnsEndPoint> Seeds { get; init; } = [];

    /// <summary>Where datasets and the queue lie; needed by the aggregator role only.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Solver threads of the worker role.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>How long a join is tried before the node gives up.</summary>
    public TimeSpan JoinTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a full disk is waited for before a sweep stops, resumable.</summary>
    public TimeSpan DiskWait { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Which side of a broken network goes on.</summary>
    public SplitStrategy Split { get; init; } = SplitStrategy.KeepMajority;

    /// <summary>Certificates for mutual TLS; null for plain TCP.</summary>
    public TlsIdentity? Tls { get; init; }

    /// <summary>Akka settings that have no option of their own, HOCON; what follows from options and what protects the node wins over them.</summary>
    public string Hocon { get; init; } = string.Empty;
}
