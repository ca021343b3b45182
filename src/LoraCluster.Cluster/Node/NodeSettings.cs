using System.Net;

namespace LoraCluster.Cluster.Node;

/// <summary>What a node is and where it stands, as its operator wants it.</summary>
public sealed record NodeSettings
{
    /// <summary>The roles that there are: <c>coordinator</c>, <c>worker</c>, <c>aggregator</c>.</summary>
    public IReadOnlySet<string> Roles { get; init; } = NodeRoles.All;

    /// <summary>Where it listens for other nodes; port 0 takes a free one.</summary>
    public DnsEndPoint Bind { get; init; } = new("127.0.0.1", 0);

    /// <summary>How others reach it, where that is not <see cref="Bind"/>.</summary>
    public DnsEndPoint? Advertise { get; init; }

    /// <summary>Nodes to join through; empty for a node that begins a cluster by itself.</summary>
    public IReadOnlyList<DnsEndPoint> Seeds { get; init; } = [];

    /// <summary>Where datasets and the queue lie; needed by the aggregator role only.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Where it serves the HTTP API; null for nowhere.</summary>
    public DnsEndPoint? Http { get; init; }

    /// <summary>Solver threads of the worker role.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>How long a join is tried before the node gives up.</summary>
    public TimeSpan JoinTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a full disk is waited for before a sweep stops, resumable.</summary>
    public TimeSpan DiskWait { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Which side of a broken network goes on.</summary>
    public SplitStrategy Split { get; init; } = SplitStrategy.KeepMajority;

    /// <summary>Certificates for mutual TLS; null for plain TCP.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>True where plain TCP beyond loopback is what the operator wants.</summary>
    public bool InsecureNetwork { get; init; }

    /// <summary>Akka settings that have no option of their own, HOCON; security settings win over them.</summary>
    public string Hocon { get; init; } = string.Empty;
}

/// <summary>The names of roles.</summary>
public static class NodeRoles
{
    /// <summary>May decide; three such nodes survive the loss of any one.</summary>
    public const string Coordinator = "coordinator";

    /// <summary>Solves.</summary>
    public const string Worker = "worker";

    /// <summary>Merges and commits; has the data directory.</summary>
    public const string Aggregator = "aggregator";

    /// <summary>Every role.</summary>
    public static IReadOnlySet<string> All { get; } = new SortedSet<string>(StringComparer.Ordinal) { Coordinator, Worker, Aggregator };
}

/// <summary>Which side of a broken network goes on.</summary>
public enum SplitStrategy
{
    /// <summary>The side with more coordinator-capable nodes; the other side's processes end and are started again by their supervisor.</summary>
    KeepMajority,

    /// <summary>Both: results are idempotent, so two clusters on one data directory waste work but harm nothing. Also the mode for two nodes.</summary>
    KeepAll,
}

/// <summary>A node's certificate for mutual TLS.</summary>
/// <param name="CertificatePath">PKCS#12 with the private key.</param>
/// <param name="PasswordPath">A file with its password; null for none.</param>
/// <param name="AuthorityPath">The private authority's certificate, PEM, by which peers are judged.</param>
public sealed record TlsSettings(string CertificatePath, string? PasswordPath, string AuthorityPath);
