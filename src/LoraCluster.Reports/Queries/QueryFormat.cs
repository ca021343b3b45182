namespace LoraCluster.Reports.Queries;

/// <summary>File formats of an answer.</summary>
public enum QueryFormat
{
    /// <summary>Comma-separated values with a heading.</summary>
    Csv,

    /// <summary>One JSON array of objects.</summary>
    Json,

    /// <summary>Parquet, zstd.</summary>
    Parquet,
}
