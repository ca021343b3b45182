using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace LoraCluster.FineTuning.Pictures;

/// <summary>The IDX format of bytes, gzipped: a magic number with the count of dimensions, the dimensions, the bytes (LeCun, Cortes and Burges, "The MNIST database").</summary>
internal static class IdxFile
{
    private const int BytesOfBytes = 0x08;
    private const long LengthMax = 1 << 30;

    /// <summary>Reads a file whose unzipped content has this sha256. Throws <see cref="FineTuneException"/> where it is missing, damaged or another one.</summary>
    public static (int[] Shape, byte[] Data) Read(string path, string sha256)
    {
        byte[] content = Unzip(path);
        string found = Convert.ToHexStringLower(SHA256.HashData(content));
        return found == sha256 ? Parse(path, content) : throw new FineTuneException($"{path}: unzipped, its sha256 is {found}; expected {sha256}");
    }

    internal static (int[] Shape, byte[] Data) Parse(string path, byte[] content)
    {
        if (content.Length < 4 || content[0] != 0 || content[1] != 0 || content[2] != BytesOfBytes || content[3] is 0 or > 4 || content.Length < 4 + (4 * content[3]))
        {
            throw new FineTuneException($"{path}: no IDX file of bytes");
        }

        int[] shape = [.. Enumerable.Range(0, content[3]).Select(i => BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(4 + (4 * i))))];
        int start = 4 + (4 * shape.Length);
        return shape.All(size => size > 0) && shape.Aggregate((Int128)1, (product, size) => product * size) == content.Length - start
            ? (shape, content[start..])
            : throw new FineTuneException($"{path}: its {content.Length - start} bytes are not {string.Join(" × ", shape)}");
    }

    private static byte[] Unzip(string path)
    {
        try
        {
            using var zipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            using var content = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (int read = zipped.Read(buffer); read > 0; read = zipped.Read(buffer))
            {
                content.Write(buffer, 0, read);
                if (content.Length > LengthMax)
                {
                    throw new FineTuneException($"{path}: unzipped it is larger than {LengthMax} bytes");
                }
            }

            return content.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new FineTuneException($"{path}: cannot be read: {e.Message}", e);
        }
    }
}
