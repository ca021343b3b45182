using System.Globalization;
using LoraCluster.Results.Manifest;

namespace LoraCluster.Results.Parts;

/// <summary>What every Parquet file says about itself in its metadata.</summary>
/// <param name="DefinitionHash">Hash of the sweep.</param>
/// <param name="Release">The release that computed it.</param>
/// <param name="Part">Its part.</param>
public sealed record PartStamp(string DefinitionHash, string Release, int Part)
{
    internal Dictionary<string, string> ToMetadata() => new(StringComparer.Ordinal)
    {
        ["lora_cluster.format"] = DatasetLayout.FormatVersion.ToString(CultureInfo.InvariantCulture),
        ["lora_cluster.definition_hash"] = DefinitionHash,
        ["lora_cluster.release"] = Release,
        ["lora_cluster.part"] = Part.ToString(CultureInfo.InvariantCulture),
    };
}
