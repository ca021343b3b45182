using LoraCluster.Cluster.Node;
using LoraCluster.FineTuning.Engine;
using LoraCluster.FineTuning.Pictures;
using LoraCluster.FineTuning.Texts;
using LoraCluster.Server;
using LoraCluster.Server.Logging;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cli.Nodes;

/// <summary>The one table of a node's settings: options, variables, keys, the help text and the documentation are made of it.</summary>
internal static class NodeSettingTable
{
    /// <summary>The beginning of every variable.</summary>
    public const string Prefix = "LORACLUSTER_";

    /// <summary>The section of HOCON files that is ours.</summary>
    public const string Section = "lora-cluster.node";

    /// <summary>Names a HOCON file, or a directory of them.</summary>
    public const string ConfigVariable = Prefix + "CONFIG";

    private const int WorkersMax = 1024;

    /// <summary>Variables that are read elsewhere.</summary>
    public static IReadOnlySet<string> OtherVariables { get; } =
        new HashSet<string>
        {
            ConfigVariable, Prefix + "NODE", Prefix + "TOKEN", UserCache.Variable,
            TrainingLibrary.DirectoryVariable, FashionMnist.DirectoryVariable, ModelLocation.DirectoryVariable, TextTask.DirectoryVariable,
        };

    /// <summary>The settings, in the order in which they are shown.</summary>
    public static IReadOnlyList<NodeSetting> All { get; } =
    [
        new("roles", "ROLE,…", "coordinator,worker,aggregator", "What the node does: coordinate, solve (worker), merge and commit (aggregator).", Roles),
        new("bind", "HOST:PORT", "127.0.0.1:0", "Where it listens for other nodes; port 0 takes a free one.", (c, v) => c with { Node = c.Node with { Bind = SettingParser.EndPoint(v, 0) } }),
        new("advertise", "HOST:PORT", "the bound address", "How other nodes reach it, where that is another address than the bound one; auto:PORT takes this machine's first address beyond loopback.", (c, v) => c with { Node = c.Node with { Advertise = OwnAddress.InPlaceOfAuto(SettingParser.EndPoint(v, 1)) } }),
        new("seeds", "HOST:PORT,…", "none: begins a cluster", "Nodes to join through. Every node names the same ones; the first of them begins the cluster.", (c, v) => c with { Node = c.Node with { Seeds = [.. SettingParser.List(v).Select(s => SettingParser.EndPoint(s, 1))] } }),
        new("data", "DIR", "none", "Where datasets and the queue lie; every aggregator of a cluster has the same one. Needed by aggregators.", (c, v) => c with { Node = c.Node with { DataDirectory = v } }),
        new("http", "HOST:PORT", "none: no API", $"Where it serves the HTTP API; clients ask port {NodeWebOptions.DefaultPort} unless told otherwise.", (c, v) => c with { Http = SettingParser.EndPoint(v, 0) }),
        new("http-hosts", "HOST,…", "none", "Names under which clients may ask for it, besides loopback and the bound one.", (c, v) => c with { HttpHosts = SettingParser.List(v) }),
        new("token-file", "FILE", "none", "A file with the token that clients of the API must show; needed beyond loopback.", (c, v) => c with { TokenPath = v }),
        new("workers", "N", "one for each core", "Solver threads of a worker.", (c, v) => c with { Node = c.Node with { Workers = SettingParser.Whole(v, 1, WorkersMax) } }),
        new("join-timeout", "SECONDS", "60", "How long to try to join before giving up with exit code 69.", (c, v) => c with { Node = c.Node with { JoinTimeout = SettingParser.Seconds(v) } }),
        new("disk-wait", "SECONDS", "600", "How long a full disk is waited for before a sweep stops, resumable.", (c, v) => c with { Node = c.Node with { DiskWait = SettingParser.Seconds(v) } }),
        new("split", "STRATEGY", "keep-majority", "Which side of a broken network goes on: keep-majority (of the coordinators) or keep-all.", (c, v) => c with { Node = c.Node with { Split = SettingParser.Word(v, ("keep-majority", SplitStrategy.KeepMajority), ("keep-all", SplitStrategy.KeepAll)) } }),
        new("tls-certificate", "FILE", "none: plain TCP", "This node's certificate and key, PKCS#12; 'lora-cluster certs' makes one.", (c, v) => c with { CertificatePath = v }),
        new("tls-password-file", "FILE", "none", "A file with the certificate's password.", (c, v) => c with { PasswordPath = v }),
        new("tls-ca", "FILE", "none", "The certificate of the cluster's own authority, PEM; peers of any other are refused.", (c, v) => c with { AuthorityPath = v }),
        new("insecure-network", string.Empty, "false", "Allow plain TCP beyond loopback, where the network itself is trusted.", (c, v) => c with { IsInsecureNetworkAllowed = SettingParser.Word(v, ("true", true), ("false", false)) }),
        new("max-cells", "N", "1e10", "Refuse submitted sweeps with more cells.", (c, v) => c with { Limits = c.Limits with { MaxCells = (long)SettingParser.Number(v, 1, 9e18) } }),
        new("max-cell-bytes", "BYTES", "4294967296", "Refuse submitted sweeps with a cell that needs more memory per worker.", (c, v) => c with { Limits = c.Limits with { MaxCellBytes = SettingParser.Number(v, 1, double.MaxValue) } }),
        new("max-dataset-bytes", "BYTES", "1e11", "Refuse submitted sweeps whose dataset would be larger.", (c, v) => c with { MaxDatasetBytes = SettingParser.Number(v, 1, double.MaxValue) }),
        new("log-format", "FORMAT", "text", "How logs are written to standard error: text or json.", (c, v) => c with { LogFormat = SettingParser.Word(v, ("text", LogFormat.Text), ("json", LogFormat.Json)) }),
        new("otlp", "URL", "none", "Send metrics and traces to this OpenTelemetry collector (OTLP over HTTP).", (c, v) => c with { Collector = SettingParser.WebAddress(v) }),
    ];

    private static NodeChoices Roles(NodeChoices choices, string value)
    {
        var roles = SettingParser.List(value);
        return roles.Count > 0 && roles.All(NodeRoles.All.Contains)
            ? choices with { Node = choices.Node with { Roles = new SortedSet<string>(roles, StringComparer.Ordinal) } }
            : throw new FormatException($"some of {string.Join(", ", NodeRoles.All)}, separated by commas");
    }
}
