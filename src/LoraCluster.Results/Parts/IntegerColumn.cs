using LoraCluster.Results.Format;

namespace LoraCluster.Results.Parts;

/// <summary>Whole numbers of 32 or 64 bits, packed by differences; <see cref="Missing"/> is null in an optional column.</summary>
internal sealed class IntegerColumn(ColumnSpec spec, PageValues<long> read) : PartColumn(spec)
{
    /// <summary>Stands for null.</summary>
    public const long Missing = long.MinValue;

    private readonly bool _narrow = spec.Type == PhysicalType.Int32;

    public override ColumnChunk Write(ref RowWalk walk, int rows, PageScratch scratch, ChunkWriter chunk)
    {
        long least = long.MaxValue, most = long.MinValue, nulls = 0;
        chunk.Begin();
        for (int done = 0; done < rows; done += PageScratch.PageRows)
        {
            int count = Math.Min(PageScratch.PageRows, rows - done);
            var values = scratch.Integers.AsSpan(0, count);
            read(ref walk, values);
            scratch.Page.Clear();
            if (Spec.IsOptional)
            {
                values = values[..Presence.Write(values, Missing, scratch.Present, scratch.Page)];
                nulls += count - values.Length;
            }

            foreach (long value in values)
            {
                least = Math.Min(least, value);
                most = Math.Max(most, value);
            }

            DeltaEncoder.Encode(values, _narrow, scratch.Page);
            chunk.WriteData(scratch.Page, count, PageEncoding.DeltaBinaryPacked);
        }

        return chunk.End(Spec, PageEncoding.DeltaBinaryPacked, ChunkStatistics.OfIntegers(nulls, least, most, _narrow ? 4 : 8));
    }
}
