using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LoraCluster.Sweeps.Telemetry;

/// <summary>Where every room's metrics and traces come from. They cost next to nothing while nobody listens.</summary>
public static class Instruments
{
    /// <summary>The name to listen to, of the meter and of the activity source.</summary>
    public const string Name = "LoraCluster";

    /// <summary>The project's meter. Its instruments are called <c>lora_cluster.*</c>.</summary>
    public static Meter Meter { get; } = new(Name);

    /// <summary>The project's traces; <see cref="PartTraces"/> has their spans.</summary>
    public static ActivitySource Activities { get; } = new(Name);
}
