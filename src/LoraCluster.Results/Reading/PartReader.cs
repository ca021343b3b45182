using LoraCluster.Results.Storage;
using Parquet;

namespace LoraCluster.Results.Reading;

/// <summary>Reads the columns of one Parquet file, one row group at a time.</summary>
internal sealed class PartReader : IDisposable
{
    private readonly Stream _stream;
    private readonly ParquetReader _reader;

    private PartReader(Stream stream, ParquetReader reader)
    {
        _stream = stream;
        _reader = reader;
    }

    public int GroupCount => _reader.RowGroupCount;

    public static PartReader Open(IDurableFiles files, string path)
    {
        var stream = files.OpenRead(path);
        try
        {
            return new PartReader(stream, ParquetReader.CreateAsync(stream).GetAwaiter().GetResult());
        }
        catch (Exception error)
        {
            stream.Dispose();
            throw IsFromTheDisk(error) ? error : new InvalidDataException($"{path}: not a readable Parquet file: {error.Message}", error);
        }
    }

    public PartGroup OpenGroup(int group) => new(_reader.OpenRowGroupReader(group), _reader.Schema);

    // What the operating system reports carries an errno; what .NET and the library make up has a negative HResult.
    private static bool IsFromTheDisk(Exception error) => error is IOException && error.HResult > 0;

    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }
}
