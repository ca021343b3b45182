using System.Runtime.InteropServices;
using LoraCluster.Results.Format;

namespace LoraCluster.Results.Parts;

/// <summary>Real numbers, as they are; NaN is null. No dictionary: results hardly ever repeat.</summary>
internal sealed class RealColumn(string name, bool isOptional, PageValues<double> read)
    : PartColumn(new ColumnSpec(name, PhysicalType.Double, isOptional))
{
    public override ColumnChunk Write(ref RowWalk walk, int rows, PageScratch scratch, ChunkWriter chunk)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        long nulls = 0;
        chunk.Begin();
        for (int done = 0; done < rows; done += PageScratch.PageRows)
        {
            int count = Math.Min(PageScratch.PageRows, rows - done);
            var values = scratch.Reals.AsSpan(0, count);
            read(ref walk, values);
            scratch.Page.Clear();
            if (Spec.IsOptional)
            {
                values = values[..Presence.Write(values, double.NaN, scratch.Present, scratch.Page)];
                nulls += count - values.Length;
            }

            foreach (double value in values)
            {
                least = value < least ? value : least;
                most = value > most ? value : most;
            }

            scratch.Page.Append(MemoryMarshal.AsBytes(values));
            chunk.WriteData(scratch.Page, count, PageEncoding.Plain);
        }

        return chunk.End(Spec, PageEncoding.Plain, ChunkStatistics.OfReals(nulls, least, most));
    }
}
