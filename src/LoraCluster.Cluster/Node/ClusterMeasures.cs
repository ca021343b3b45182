using System.Diagnostics.Metrics;
using LoraCluster.Sweeps.Telemetry;

namespace LoraCluster.Cluster.Node;

/// <summary>What a cluster's nodes count: blocks and trials where they are merged, the rest where it is coordinated.</summary>
internal static class ClusterMeasures
{
    /// <summary>Blocks merged for the first time, by the aggregator's node.</summary>
    public static Counter<long> Blocks { get; } = Instruments.Meter.CreateCounter<long>("lora_cluster.blocks", "{block}", "Blocks of trials merged.");

    /// <summary>Trials in them: of a cell each, all estimators of a trial being one.</summary>
    public static Counter<long> Trials { get; } = Instruments.Meter.CreateCounter<long>("lora_cluster.trials", "{trial}", "Trials merged.");

    /// <summary>Seconds that a solver took for a block, by its worker's clock.</summary>
    public static Histogram<double> BlockSeconds { get; } = Instruments.Meter.CreateHistogram<double>("lora_cluster.block.duration", "s", "Time of a solver thread for a block.");

    /// <summary>Nodes that left or were dropped, seen by the coordinator.</summary>
    public static Counter<long> NodesGone { get; } = Instruments.Meter.CreateCounter<long>("lora_cluster.nodes.gone", "{node}", "Nodes that left the cluster or were dropped from it.");

    /// <summary>Times that this node began to coordinate.</summary>
    public static Counter<long> Successions { get; } = Instruments.Meter.CreateCounter<long>("lora_cluster.coordinator.begun", "{time}", "Times that a node began to coordinate the cluster.");
}
