using LoraCluster.Results.Storage;
using Parquet;

namespace LoraCluster.Results.Reading;

/// <summary>Reads the columns of one Parquet file, one row group at a time.</summary>
internal sealed class PartReader : IDisposable
{
    private readonly string _path;
    private readonly Stream _stream;
    private readonly ParquetReader _reader;

    private PartReader(string path, Stream stream, ParquetReader reader)
    {
        _path = path;
        _stream = stream;
        _reader = reader;
    }

    public int GroupCount => _reader.RowGroupCount;

    public static PartReader Open(IDurableFiles files, string path)
    {
        var stream = files.OpenRead(path);
        try
        {
            return new PartReader(path, stream, Checked(path, () => Read(stream)));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public PartGroup OpenGroup(int group) => Checked(() => new PartGroup(this, _reader.OpenRowGroupReader(group), _reader.Schema));

    /// <summary>Runs a step of reading; throws <see cref="InvalidDataException"/> where the library trips over the file's bytes, in whatever way.</summary>
    public T Checked<T>(Func<T> step) => Checked(_path, step);

    /// <summary>What to throw for a value that can be read, and that no part can hold.</summary>
    public InvalidDataException Invalid(Exception error) => Invalid(_path, error);

    private static InvalidDataException Invalid(string path, Exception error) => new($"{path}: not a readable Parquet file: {error.Message}", error);

    private static ParquetReader Read(Stream stream)
    {
        FooterCheck.Run(stream);
        stream.Position = 0;
        return ParquetReader.CreateAsync(stream).GetAwaiter().GetResult();
    }

    private static T Checked<T>(string path, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception error) when (!IsFromTheDisk(error))
        {
            throw Invalid(path, error);
        }
    }

    // What the operating system reports carries an errno; what .NET and the library make up has a negative HResult.
    private static bool IsFromTheDisk(Exception error) => error is IOException && error.HResult > 0;

    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }
}
