using Akka.Actor;
using LoraCluster.Results.Jobs;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Cluster.Node;

/// <summary>What a node's actors work with.</summary>
internal sealed record NodeEquipment
{
    /// <summary>HOST:PORT by which others reach it.</summary>
    public required string Address { get; init; }

    /// <summary>The number of this life of the process.</summary>
    public required long Incarnation { get; init; }

    public required NodeIdentity Identity { get; init; }

    public required IReadOnlySet<string> Roles { get; init; }

    /// <summary>Solver threads.</summary>
    public required int Workers
    {
        get;
        init => (field, Processors) = (value, new SemaphoreSlim(Math.Max(1, value)));
    }

    /// <summary>A place for each block that may be solved at a time, of whatever sweep.</summary>
    public SemaphoreSlim Processors { get; private init; } = new(1);

    /// <summary>The nodes by which every node finds its cluster.</summary>
    public required IReadOnlyList<Address> Seeds { get; init; }

    /// <summary>The data directory; null where the node is no aggregator.</summary>
    public required DataDirectory? Data { get; init; }

    public required Definitions Definitions { get; init; }

    public required TimeSpan DiskWait { get; init; }

    public required NodeState State { get; init; }

    public required ILoggerFactory Logs { get; init; }

    public Texts Texts { get; } = new();

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
