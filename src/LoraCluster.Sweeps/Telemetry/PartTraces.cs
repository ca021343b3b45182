using System.Diagnostics;
using System.IO.Hashing;
using System.Text;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Sweeps.Telemetry;

/// <summary>
/// Spans of the work on a sweep's parts. A part's blocks, on whatever nodes they are solved, and its commit belong to one trace, whose number follows from the sweep and the part, so that no
/// message need carry it. Thread-safe.
/// </summary>
public sealed class PartTraces(SweepDefinition definition)
{
    private readonly string _hash = definition.Hash;

    /// <summary>A block is being solved; ended by disposal. Null where nobody listens.</summary>
    public Activity? StartBlock(Block block) => Start("solve block", block.Part)?
        .SetTag("lora_cluster.block", block.Number)
        .SetTag("lora_cluster.cells", block.PositionCount)
        .SetTag("lora_cluster.trials", block.TrialCount);

    /// <summary>A part is being written; ended by disposal. Null where nobody listens.</summary>
    public Activity? StartCommit(PartRange part) => Start("commit part", part.Number)?
        .SetTag("lora_cluster.cells", part.PositionCount);

    private Activity? Start(string name, int part)
    {
        if (!Instruments.Activities.HasListeners())
        {
            return null;
        }

        byte[] number = XxHash128.Hash(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{_hash}/{part}")));
        var whole = new ActivityContext(ActivityTraceId.CreateFromBytes(number), ActivitySpanId.CreateFromBytes(number.AsSpan(0, 8)), ActivityTraceFlags.Recorded, isRemote: true);
        return Instruments.Activities.StartActivity(name, ActivityKind.Internal, whole)?
            .SetTag("lora_cluster.sweep", definition.Name)
            .SetTag("lora_cluster.part", part);
    }
}
