namespace LoraCluster.Results.Format;

/// <summary>Parquet's <c>Type</c>: how a value is stored. The numbers are the format's.</summary>
internal enum PhysicalType
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Double = 5,

    /// <summary>Here always a word in UTF-8.</summary>
    ByteArray = 6,
}
