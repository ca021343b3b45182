namespace LoraCluster.Results.Format;

/// <summary>A column of a file's schema.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">How its values are stored.</param>
/// <param name="IsOptional">Whether it may be null.</param>
internal sealed record ColumnSpec(string Name, PhysicalType Type, bool IsOptional = false);
