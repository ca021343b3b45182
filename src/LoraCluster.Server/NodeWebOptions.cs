using System.Net;
using System.Security.Cryptography.X509Certificates;
using LoraCluster.Server.Live;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Server;

/// <summary>Where a node serves HTTP, to whom, and what it accepts.</summary>
public sealed record NodeWebOptions
{
    /// <summary>The port that nodes serve and clients ask unless told otherwise.</summary>
    public const int DefaultPort = 19080;

    /// <summary>Where it listens: an IP address or a name that resolves to one; port 0 takes a free one.</summary>
    public required DnsEndPoint Bind { get; init; }

    /// <summary>Serves HTTPS with this certificate, which has its private key; null for plain HTTP.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>What clients must show; null for no token, which is allowed on loopback only.</summary>
    public string? Token { get; init; }

    /// <summary>Names, without port, under which clients may ask for this node, besides loopback and the one it is bound to.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>How large a submitted sweep may be.</summary>
    public SweepLimits Limits { get; init; } = SweepLimits.Default;

    /// <summary>How many bytes the dataset of a submitted sweep may be predicted to take.</summary>
    public double MaxDatasetBytes { get; init; } = 1e11;

    /// <summary>What the live page shows of datasets; nothing where the node has no data directory.</summary>
    public ISweepData Data { get; init; } = new NoSweepData();

    /// <summary>The release that runs, for the live page.</summary>
    public string Release { get; init; } = string.Empty;

    /// <summary>Why the node cannot take work yet; null once it is ready.</summary>
    public required Func<string?> NotReadyBecause { get; init; }

    /// <summary>For intervals and time stamps.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What a client may take of the node.</summary>
    internal NodeWebLimits Allowance { get; init; } = new();
}
