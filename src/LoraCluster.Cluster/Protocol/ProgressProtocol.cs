using Akka.Actor;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Protocol;

/// <summary>How those outside follow a sweep and stop it. An observer lives in the coordinator's process.</summary>
public static class ProgressProtocol
{
    /// <summary>Anyone to coordinator: hand out nothing more, commit what can become whole soon, and end.</summary>
    public sealed record StopSweep : IWireMessage
    {
        /// <summary>The one value.</summary>
        public static StopSweep Instance { get; } = new();
    }

    /// <summary>Coordinator to observer, several times a second while something changes.</summary>
    public sealed record SweepAdvanced(SweepProgress Progress) : INoSerializationVerificationNeeded;

    /// <summary>Coordinator to observer, with <see cref="SweepAdvanced"/>, where the sweep is of a cluster: how many blocks each node holds. Nodes that hold none may be left out.</summary>
    public sealed record BlocksHeld(IReadOnlyDictionary<Address, int> ByNode) : INoSerializationVerificationNeeded;

    /// <summary>Coordinator to observer: blocks were merged for the first time.</summary>
    public sealed record BlocksDone(IReadOnlyList<BlockTelemetry> Blocks) : INoSerializationVerificationNeeded;

    /// <summary>Coordinator to observer, once: the sweep is over.</summary>
    public sealed record SweepEnded(SweepOutcome Outcome) : INoSerializationVerificationNeeded;
}
