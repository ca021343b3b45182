using LoraCluster.Results.Format;

namespace LoraCluster.Results.Parts;

/// <summary>Whole numbers of 32 or 64 bits, packed by differences; <see cref="Missing"/> is null in an optional column.</summary>
internal sealed class IntegerColumn(ColumnSpec spec, PageValues<long> read) : NumberColumn<long>(
    spec, PageEncoding.DeltaBinaryPacked, (long.MinValue, long.MaxValue), Missing, read)
{
    /// <summary>Stands for null.</summary>
    public const long Missing = long.MinValue;

    private readonly bool _narrow = spec.Type == PhysicalType.Int32;

    protected override long[] Room(PageScratch scratch) => scratch.Integers;

    protected override void Encode(ReadOnlySpan<long> values, ByteBuffer page) => DeltaEncoder.Encode(values, _narrow, page);

    protected override ChunkStatistics StatisticsOf(long nulls, long least, long most) => ChunkStatistics.OfIntegers(nulls, least, most, _narrow ? 4 : 8);
}
