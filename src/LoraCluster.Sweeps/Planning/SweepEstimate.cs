using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Planning;

/// <summary>What a sweep will cost, as <c>lora-cluster plan</c> prints it. Extrapolated from <see cref="PlanSample"/>; nothing is enumerated.</summary>
public sealed record SweepEstimate
{
    /// <summary>
    /// Bytes of one row of <c>risks/</c> after zstd, measured: 8 parts of 7,312 rows took 71.0 bytes a row beyond
    /// <see cref="BytesPerPart"/>. Nearly all of it is the noise in the statistics' mantissas; parameters repeat.
    /// </summary>
    public const double BytesPerRow = 71;

    /// <summary>Bytes of one loss in <c>trials/</c> after zstd, measured: 1,170,000 losses took 7.09 bytes each, keys included.</summary>
    public const double BytesPerKeptLoss = 7.1;

    /// <summary>Bytes of a part's footer, commit record and line in the manifest, measured: 8 parts of 30 rows took 4.7 kB each beyond their rows.</summary>
    public const double BytesPerPart = 4_700;

    /// <summary>Cells.</summary>
    public required long Cells { get; init; }

    /// <summary>Trials over all cells.</summary>
    public required double Trials { get; init; }

    /// <summary>Parts.</summary>
    public required int Parts { get; init; }

    /// <summary>Predicted seconds of one core of the machine whose speed was given, else of the reference machine.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>Rows of <c>risks/</c>.</summary>
    public required double Rows { get; init; }

    /// <summary>Bytes of the dataset.</summary>
    public required double DatasetBytes { get; init; }

    /// <summary>Estimates a sweep whose cells the grid counts, where it can.</summary>
    public static SweepEstimate Counted(SweepDefinition definition, MachineSpeed? speed = null) =>
        Of(definition, definition.Grid is ParameterGrid grid ? grid.CellCount().Count : null, speed);

    /// <summary>Estimates a sweep; <paramref name="cells"/> is the number of cells as the grid counts it, or null to extrapolate that too.</summary>
    public static SweepEstimate Of(SweepDefinition definition, long? cells = null, MachineSpeed? speed = null)
    {
        var sample = PlanSample.Of(definition, speed);
        int parts = new PartPlan(definition, sample).PartCount;
        double share = (double)sample.Cells / Math.Max(1, sample.Positions);
        double cellCount = cells ?? Math.Round(share * definition.Grid.PositionCount);
        double perCell = sample.Cells == 0 ? 0 : cellCount / sample.Cells;
        double rows = sample.Rows * perCell;
        double losses = definition.KeepTrials ? rows * definition.Trials : 0;
        return new SweepEstimate
        {
            Cells = (long)cellCount,
            Trials = cellCount * definition.Trials,
            Parts = parts,
            CpuSeconds = sample.MachineSeconds * perCell,
            Rows = rows,
            DatasetBytes = rows * BytesPerRow + losses * BytesPerKeptLoss + parts * BytesPerPart,
        };
    }
}
