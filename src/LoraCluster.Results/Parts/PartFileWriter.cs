using System.Text;
using LoraCluster.Results.Format;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Parts;

/// <summary>Writes the Parquet files of one kind, part after part, into the same memory. Not thread-safe.</summary>
internal sealed class PartFileWriter(IPartKind kind, PageScratch scratch)
{
    /// <summary>Most rows in one row group.</summary>
    public const int RowGroupRows = 1_000_000;

    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("PAR1");

    private readonly PartColumn[] _columns = [.. kind.Columns()];
    private readonly ByteBuffer _file = new();
    private int[] _counts = [];

    /// <summary>The file of a part: its bytes follow from the cells and the stamp. Valid until the next call.</summary>
    public (int Rows, ReadOnlyMemory<byte> Bytes) Write(PartRows part, PartStamp stamp)
    {
        int rows = Take(part);
        _file.Clear();
        _file.Append(Magic);
        var groups = WriteGroups(new RowWalk(_counts), rows);
        int footer = _file.Length;
        FooterWriter.Write(
            new ThriftWriter(_file), [.. _columns.Select(column => column.Spec)], groups, stamp.ToMetadata(), stamp.CreatedBy);
        _file.AppendInt32(_file.Length - footer);
        _file.Append(Magic);
        return (rows, _file.Written);
    }

    private int Take(PartRows part)
    {
        kind.Begin(part);
        _counts = _counts.Length < part.CellCount ? new int[part.CellCount] : _counts;
        int rows = 0;
        for (int i = 0; i < part.CellCount; i++)
        {
            _counts[i] = kind.RowsOf(i);
            rows = checked(rows + _counts[i]);
        }

        return rows;
    }

    private List<ColumnChunk[]> WriteGroups(RowWalk walk, int rows)
    {
        var groups = new List<ColumnChunk[]>();
        using var chunk = new ChunkWriter(_file, scratch.Compressed);
        for (int done = 0; done < rows; done += RowGroupRows)
        {
            int count = Math.Min(RowGroupRows, rows - done);
            walk.BeginGroup();
            kind.BeginGroup(walk, count);
            groups.Add(WriteGroup(ref walk, count, chunk));
        }

        return groups;
    }

    private ColumnChunk[] WriteGroup(ref RowWalk walk, int rows, ChunkWriter chunk)
    {
        var chunks = new ColumnChunk[_columns.Length];
        for (int i = 0; i < chunks.Length; i++)
        {
            var place = walk;
            chunks[i] = _columns[i].Write(ref place, rows, scratch, chunk);
        }

        walk.Skip(rows);

        return chunks;
    }
}
