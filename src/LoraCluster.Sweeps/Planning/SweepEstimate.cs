using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Sweeps.Planning;

/// <summary>What a sweep will cost, as <c>lora-cluster plan</c> prints it. Extrapolated from <see cref="PlanSample"/>; nothing is enumerated.</summary>
public sealed record SweepEstimate
{
    /// <summary>
    /// Bytes of one row of <c>risks/</c> after zstd: thirteen binary64 statistics of which the noise in the mantissa
    /// does not compress, some of them null, and next to nothing for parameters, which repeat.
    /// </summary>
    public const double BytesPerRow = 90;

    /// <summary>Bytes of one row of <c>trials/</c> after zstd: one incompressible loss; keys repeat.</summary>
    public const double BytesPerKeptLoss = 8.5;

    /// <summary>Bytes of a part's footers and commit record.</summary>
    public const double BytesPerPart = 12_000;

    /// <summary>Cells.</summary>
    public required long Cells { get; init; }

    /// <summary>Trials over all cells.</summary>
    public required double Trials { get; init; }

    /// <summary>Parts.</summary>
    public required int Parts { get; init; }

    /// <summary>Predicted seconds of one core of the reference machine.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>Rows of <c>risks/</c>.</summary>
    public required double Rows { get; init; }

    /// <summary>Bytes of the dataset.</summary>
    public required double DatasetBytes { get; init; }

    /// <summary>Estimates a sweep; <paramref name="cells"/> is the number of cells as the grid counts it, or null to extrapolate that too.</summary>
    public static SweepEstimate Of(SweepDefinition definition, long? cells = null)
    {
        var sample = PlanSample.Of(definition);
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
            CpuSeconds = sample.Seconds * perCell,
            Rows = rows,
            DatasetBytes = rows * BytesPerRow + losses * BytesPerKeptLoss + parts * BytesPerPart,
        };
    }
}
