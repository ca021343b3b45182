using System.Text.Json.Serialization;

namespace LoraCluster.Benchmarks.Kernels;

/// <summary>One line of <c>kernels</c>, and one object of <c>kernels --json</c>.</summary>
/// <param name="Kernel">What was timed.</param>
/// <param name="D">The dimension; null where there is none.</param>
/// <param name="Unit">What was counted.</param>
/// <param name="NsPerUnit">Nanoseconds per unit, the least of the rounds.</param>
/// <param name="BytesPerUnit">Managed bytes allocated per unit.</param>
/// <param name="Rounds">Rounds measured.</param>
internal sealed record KernelRow(string Kernel, int? D, string Unit, double NsPerUnit, double BytesPerUnit, int Rounds)
{
    /// <summary>Units per second.</summary>
    [JsonIgnore]
    public double PerSecond => 1e9 / NsPerUnit;
}
