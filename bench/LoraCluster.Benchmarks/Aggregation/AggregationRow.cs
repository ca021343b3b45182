using System.Text.Json.Serialization;

namespace LoraCluster.Benchmarks.Aggregation;

/// <summary>What turning solved blocks into durable Parquet parts costs, all on one thread.</summary>
/// <param name="Rows">Rows written.</param>
/// <param name="TrialsPerCell">Trials that each row summarises.</param>
/// <param name="Seconds">Wall time, the waiting for the disk included.</param>
/// <param name="CpuSeconds">Processor time.</param>
/// <param name="BytesAllocatedPerRow">Managed bytes allocated.</param>
/// <param name="ResidentMbEarly">Megabytes resident after a tenth of the rows.</param>
/// <param name="ResidentMbMost">The most megabytes resident after any part.</param>
internal sealed record AggregationRow(
    long Rows, int TrialsPerCell, double Seconds, double CpuSeconds, double BytesAllocatedPerRow, double ResidentMbEarly, double ResidentMbMost)
{
    /// <summary>Rows per second of processor time: what one core can keep up with.</summary>
    [JsonIgnore]
    public double RowsPerCpuSecond => Rows / CpuSeconds;

    /// <summary>Rows per second of wall time.</summary>
    [JsonIgnore]
    public double RowsPerSecond => Rows / Seconds;
}
