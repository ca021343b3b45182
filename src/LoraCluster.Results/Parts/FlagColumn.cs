using LoraCluster.Results.Format;

namespace LoraCluster.Results.Parts;

/// <summary>Truth values, one bit each.</summary>
internal sealed class FlagColumn(string name, PageValues<bool> read) : PartColumn(new ColumnSpec(name, PhysicalType.Boolean))
{
    public override ColumnChunk Write(ref RowWalk walk, int rows, PageScratch scratch, ChunkWriter chunk)
    {
        byte least = 1, most = 0;
        chunk.Begin();
        for (int done = 0; done < rows; done += PageScratch.PageRows)
        {
            int count = Math.Min(PageScratch.PageRows, rows - done);
            var values = scratch.Flags.AsSpan(0, count);
            read(ref walk, values);
            scratch.Page.Clear();
            int length = (count + 7) / 8;
            var packer = new BitPacker(scratch.Page.Room(length), 1);
            foreach (bool value in values)
            {
                byte bit = value ? (byte)1 : (byte)0;
                packer.Add(bit);
                least = Math.Min(least, bit);
                most = Math.Max(most, bit);
            }

            packer.Finish(length);
            scratch.Page.Advance(length);
            chunk.WriteData(scratch.Page, count, PageEncoding.Plain);
        }

        return chunk.End(Spec, PageEncoding.Plain, new ChunkStatistics(0, [least], [most]));
    }
}
