using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Protocol;

/// <summary>How those outside follow a sweep and stop it.</summary>
public static class ProgressProtocol
{
    /// <summary>Anyone to coordinator: hand out nothing more, commit what can become whole soon, and end.</summary>
    public sealed record StopSweep
    {
        /// <summary>The one value.</summary>
        public static StopSweep Instance { get; } = new();
    }

    /// <summary>Coordinator to observer, several times a second while something changes.</summary>
    public sealed record SweepAdvanced(SweepProgress Progress);

    /// <summary>Coordinator to observer: a block was merged for the first time.</summary>
    public sealed record BlockDone(BlockTelemetry Telemetry);

    /// <summary>Coordinator to observer, once: the sweep is over.</summary>
    public sealed record SweepEnded(SweepOutcome Outcome);
}
