using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Local;

/// <summary>One run of one sweep on this machine.</summary>
public sealed record SweepRun
{
    /// <summary>The sweep.</summary>
    public required SweepDefinition Definition { get; init; }

    /// <summary>Where parts go. Called from one thread at a time, unless there are several <see cref="Aggregators"/>.</summary>
    public required IPartSink Sink { get; init; }

    /// <summary>Parts that are on disk already.</summary>
    public IReadOnlySet<int> CompletedParts { get; init; } = new HashSet<int>();

    /// <summary>What an earlier dataset knows; asked by one thread at a time.</summary>
    public IPriorResults? Prior { get; init; }

    /// <summary>How fast this machine is, for blocks of the right length. The result does not depend on it.</summary>
    public MachineSpeed Speed { get; init; } = MachineSpeed.Unknown;

    /// <summary>Solver threads, at least 1. The result does not depend on it.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Threads that merge and commit, at least 1.</summary>
    public int Aggregators { get; init; } = 1;

    /// <summary>How long a full disk is waited for before the run stops, resumable.</summary>
    public TimeSpan DiskWait { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Called for every block from one thread at a time, in the order of merging.</summary>
    public Action<BlockTelemetry>? OnBlock { get; init; }

    /// <summary>The monotonic clock for leases and telemetry.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
