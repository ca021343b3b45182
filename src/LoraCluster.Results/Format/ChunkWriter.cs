using ZstdSharp;

namespace LoraCluster.Results.Format;

/// <summary>
/// Writes the pages of one column chunk after another into a file's buffer, each compressed by itself. A new writer for every file: then the
/// compressor's past, and with it every byte, follows from the file alone.
/// </summary>
internal sealed class ChunkWriter(ByteBuffer file, ByteBuffer compressed) : IDisposable
{
    // The fastest that is not negative: the highest is 18 times slower for half a percent.
    private const int Level = 1;
    private const int DataPage = 0;
    private const int DictionaryPage = 2;

    private readonly Compressor _zstd = new(Level);
    private readonly ThriftWriter _thrift = new(file);
    private long? _dictionaryOffset;
    private long? _dataOffset;
    private long _start;
    private long _headers;
    private long _raw;
    private int _rows;

    /// <summary>Begins a chunk.</summary>
    public void Begin()
    {
        _start = file.Length;
        (_dictionaryOffset, _dataOffset, _headers, _raw, _rows) = (null, null, 0, 0, 0);
    }

    /// <summary>Writes the chunk's words, plain-encoded, before any data page.</summary>
    public void WriteDictionary(ByteBuffer page, int words)
    {
        _dictionaryOffset = file.Length;
        Compress(page);
        BeginHeader(DictionaryPage, page);
        _thrift.Begin(7);
        _thrift.Write(1, words);
        _thrift.Write(2, (int)PageEncoding.Plain);
        _thrift.End();
        EndHeader();
    }

    /// <summary>Writes a data page: definition levels of an optional column, then values.</summary>
    public void WriteData(ByteBuffer page, int rows, PageEncoding encoding)
    {
        _dataOffset ??= file.Length;
        _rows += rows;
        Compress(page);
        BeginHeader(DataPage, page);
        _thrift.Begin(5);
        _thrift.Write(1, rows);
        _thrift.Write(2, (int)encoding);
        _thrift.Write(3, (int)PageEncoding.Rle);
        _thrift.Write(4, (int)PageEncoding.Rle);
        _thrift.End();
        EndHeader();
    }

    /// <summary>Ends the chunk.</summary>
    public ColumnChunk End(ColumnSpec column, PageEncoding encoding, ChunkStatistics statistics) => new()
    {
        Column = column,
        Rows = _rows,
        Encoding = encoding,
        DictionaryOffset = _dictionaryOffset,
        DataOffset = _dataOffset!.Value,
        RawBytes = _raw + _headers,
        Bytes = file.Length - _start,
        Statistics = statistics,
    };

    public void Dispose() => _zstd.Dispose();

    private void Compress(ByteBuffer page)
    {
        compressed.Clear();
        var room = compressed.Room(Compressor.GetCompressBound(page.Length));
        compressed.Advance(_zstd.Wrap(page.Written.Span, room));
    }

    private void BeginHeader(int type, ByteBuffer page)
    {
        _raw += page.Length;
        _headers -= file.Length;
        _thrift.Begin();
        _thrift.Write(1, type);
        _thrift.Write(2, page.Length);
        _thrift.Write(3, compressed.Length);
    }

    private void EndHeader()
    {
        _thrift.End();
        _headers += file.Length;
        file.Append(compressed.Written.Span);
    }
}
