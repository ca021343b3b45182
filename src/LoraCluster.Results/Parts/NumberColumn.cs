using System.Numerics;
using LoraCluster.Results.Format;

namespace LoraCluster.Results.Parts;

/// <summary>Numbers, page by page: nulls are taken out of an optional column, the smallest and largest of the rest are noted.</summary>
/// <param name="spec">Its place in the schema.</param>
/// <param name="encoding">How values are encoded.</param>
/// <param name="beyond">What every value lies between: above the first, below the second, or equal.</param>
/// <param name="missing">Stands for null in an optional column.</param>
/// <param name="read">Reads values.</param>
internal abstract class NumberColumn<T>(ColumnSpec spec, PageEncoding encoding, (T Least, T Most) beyond, T missing, PageValues<T> read) : PartColumn(spec)
    where T : INumberBase<T>, IComparisonOperators<T, T, bool>
{
    public override ColumnChunk Write(ref RowWalk walk, int rows, PageScratch scratch, ChunkWriter chunk)
    {
        var (most, least) = beyond;
        long nulls = 0;
        chunk.Begin();
        for (int done = 0; done < rows; done += PageScratch.PageRows)
        {
            int count = Math.Min(PageScratch.PageRows, rows - done);
            var values = Room(scratch).AsSpan(0, count);
            read(ref walk, values);
            scratch.Page.Clear();
            if (Spec.IsOptional)
            {
                values = values[..Presence.Write(values, missing, scratch.Present, scratch.Page)];
                nulls += count - values.Length;
            }

            foreach (T value in values)
            {
                least = value < least ? value : least;
                most = value > most ? value : most;
            }

            Encode(values, scratch.Page);
            chunk.WriteData(scratch.Page, count, encoding);
        }

        return chunk.End(Spec, encoding, StatisticsOf(nulls, least, most));
    }

    /// <summary>Room for the values of a page.</summary>
    protected abstract T[] Room(PageScratch scratch);

    /// <summary>Appends a page's values.</summary>
    protected abstract void Encode(ReadOnlySpan<T> values, ByteBuffer page);

    /// <summary>What the chunk says of its values; where there is none, the least is above the most.</summary>
    protected abstract ChunkStatistics StatisticsOf(long nulls, T least, T most);
}
