using System.Net;
using LoraCluster.Cluster.Node;
using LoraCluster.Server.Logging;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Nodes;

/// <summary>Everything that an operator may choose about a node.</summary>
internal sealed record NodeChoices
{
    public NodeSettings Node { get; init; } = new();

    /// <summary>Where it serves the HTTP API; null for nowhere.</summary>
    public DnsEndPoint? Http { get; init; }

    /// <summary>Names under which clients may ask, besides loopback and the one it is bound to.</summary>
    public IReadOnlyList<string> HttpHosts { get; init; } = [];

    /// <summary>A file with the token that clients must show; null for no token.</summary>
    public string? TokenPath { get; init; }

    public string? CertificatePath { get; init; }

    public string? PasswordPath { get; init; }

    public string? AuthorityPath { get; init; }

    /// <summary>True where plain TCP beyond loopback is what the operator wants.</summary>
    public bool IsInsecureNetworkAllowed { get; init; }

    /// <summary>How large a submitted sweep may be.</summary>
    public SweepLimits Limits { get; init; } = SweepLimits.Default;

    public double MaxDatasetBytes { get; init; } = 1e11;

    public LogFormat LogFormat { get; init; } = LogFormat.Text;

    /// <summary>Where metrics and traces go; null for nowhere.</summary>
    public Uri? Collector { get; init; }
}
