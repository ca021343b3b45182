using System.Text.Json.Serialization;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Server.Api;

/// <summary>Why a request failed, after RFC 9457.</summary>
/// <param name="Type">Always <c>about:blank</c>: the status says what kind it is, <paramref name="Code"/> which one.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The status.</param>
/// <param name="Detail">What is wrong, for people.</param>
/// <param name="Code">What is wrong, for programs: <c>name_taken</c>.</param>
public sealed record Problem(string Type, string Title, int Status, string Detail, string Code)
{
    /// <summary>Everything wrong with a submitted sweep; only where that is the problem.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SpecError>? Errors { get; init; }

    /// <summary>The sweep that is in the way; only where there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JobStatus? Sweep { get; init; }
}
