using System.Globalization;
using LoraCluster.Results.Manifest;

namespace LoraCluster.Results.Parts;

/// <summary>What every Parquet file says about itself in its metadata.</summary>
/// <param name="DefinitionHash">Hash of the sweep.</param>
/// <param name="Release">The release that computed it.</param>
/// <param name="Part">Its part.</param>
public sealed record PartStamp(string DefinitionHash, string Release, int Part)
{
    /// <summary>The program, in the form that readers take apart: some distrust the statistics of a writer whose version they cannot tell.</summary>
    internal string CreatedBy => $"lora-cluster version {Release}";

    internal IReadOnlyList<KeyValuePair<string, string>> ToMetadata() =>
    [
        new("lora_cluster.format", DatasetLayout.FormatVersion.ToString(CultureInfo.InvariantCulture)),
        new("lora_cluster.definition_hash", DefinitionHash),
        new("lora_cluster.release", Release),
        new("lora_cluster.part", Part.ToString(CultureInfo.InvariantCulture)),
    ];
}
