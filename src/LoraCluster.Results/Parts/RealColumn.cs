using System.Runtime.InteropServices;
using LoraCluster.Results.Format;

namespace LoraCluster.Results.Parts;

/// <summary>Real numbers, as they are; NaN is null. No dictionary: results hardly ever repeat.</summary>
internal sealed class RealColumn(string name, bool isOptional, PageValues<double> read) : NumberColumn<double>(
    new ColumnSpec(name, PhysicalType.Double, isOptional), PageEncoding.Plain, (double.NegativeInfinity, double.PositiveInfinity), double.NaN, read)
{
    protected override double[] Room(PageScratch scratch) => scratch.Reals;

    protected override void Encode(ReadOnlySpan<double> values, ByteBuffer page) => page.Append(MemoryMarshal.AsBytes(values));

    protected override ChunkStatistics StatisticsOf(long nulls, double least, double most) => ChunkStatistics.OfReals(nulls, least, most);
}
