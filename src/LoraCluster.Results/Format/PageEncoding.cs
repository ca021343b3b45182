namespace LoraCluster.Results.Format;

/// <summary>Parquet's <c>Encoding</c>, as far as it is used here. The numbers are the format's.</summary>
internal enum PageEncoding
{
    /// <summary>Values as they are, little-endian; truth values as bits.</summary>
    Plain = 0,

    /// <summary>Runs and packed bits: <see cref="HybridEncoder"/>.</summary>
    Rle = 3,

    /// <summary>Packed differences: <see cref="DeltaEncoder"/>.</summary>
    DeltaBinaryPacked = 5,

    /// <summary>Numbers of words of the chunk's dictionary page, as <see cref="Rle"/>.</summary>
    RleDictionary = 8,
}
