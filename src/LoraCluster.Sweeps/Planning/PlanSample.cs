using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Planning;

/// <summary>
/// What a sweep's cells cost on average, from at most 1024 positions spread evenly over the grid: the same positions for the same sweep,
/// whatever the machine.
/// </summary>
public sealed record PlanSample
{
    /// <summary>Most positions looked at.</summary>
    public const int PositionsMax = 1024;

    /// <summary>Positions looked at, left-out ones included; 0 for an empty grid.</summary>
    public required int Positions { get; init; }

    /// <summary>Cells among them.</summary>
    public required int Cells { get; init; }

    /// <summary>Rows of those cells.</summary>
    public required long Rows { get; init; }

    /// <summary>Predicted seconds of one core of the reference machine for all trials of those cells.</summary>
    public required double Seconds { get; init; }

    /// <summary>The same for the machine whose speed was given.</summary>
    public required double MachineSeconds { get; init; }

    /// <summary>Looks at the sample of a sweep's grid.</summary>
    public static PlanSample Of(SweepDefinition definition, MachineSpeed? speed = null)
    {
        speed ??= MachineSpeed.Unknown;
        long total = definition.Grid.PositionCount;
        int count = (int)Math.Min(total, PositionsMax);
        int cells = 0;
        long rows = 0;
        double seconds = 0, machineSeconds = 0;
        for (int i = 0; i < count; i++)
        {
            if (definition.Grid.CellAt(PositionOf(i, count, total)) is not Cell cell)
            {
                continue;
            }

            int cellRows = definition.OutcomesOf(cell).Count;
            cells++;
            rows += cellRows;
            double perTrial = definition.Experiment.SecondsPerTrial(cell, definition.Request);
            seconds += perTrial * definition.Trials;
            machineSeconds += perTrial * definition.Trials * speed.FactorFor(perTrial);
        }

        return new PlanSample
        {
            Positions = count,
            Cells = cells,
            Rows = rows,
            Seconds = seconds,
            MachineSeconds = machineSeconds,
        };
    }

    // One position from each of `count` equal strata. The place within the stratum follows the golden ratio: a fixed
    // place would meet the same value of an inner axis every time where the axis' length divides the stratum's.
    private static long PositionOf(int i, int count, long total)
    {
        long start = (long)((Int128)total * i / count);
        long width = (long)((Int128)total * (i + 1) / count) - start;
        ulong fraction = unchecked((ulong)i * 0x9E3779B97F4A7C15);
        return start + (long)(((UInt128)(ulong)width * fraction) >> 64);
    }
}
