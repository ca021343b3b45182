using System.Buffers.Binary;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace LoraCluster.Checkpoints.Safetensors;

/// <summary>
/// One file of the safetensors format: eight bytes of length, a JSON header that says where each tensor stands, and the numbers. Everything the header says is checked against the file before it is
/// believed.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    // The format's own limit.
    private const long HeaderBytesMax = 100_000_000;
    private const int LengthBytes = 8;

    private readonly SafeFileHandle _file;

    private SafetensorsFile(SafeFileHandle file, IReadOnlyList<Tensor> tensors)
    {
        _file = file;
        Tensors = tensors;
    }

    /// <summary>Its tensors of floating-point numbers, by name; tensors of other types are left out.</summary>
    public IReadOnlyList<Tensor> Tensors { get; }

    /// <summary>Opens a file. Throws <see cref="CheckpointException"/> where it is missing, unreadable or not of this format.</summary>
    public static SafetensorsFile Open(string path)
    {
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path);
            return new SafetensorsFile(file, Read(path, file));
        }
        catch (Exception e)
        {
            file?.Dispose();
            throw e switch
            {
                CheckpointException => e,
                FileNotFoundException or DirectoryNotFoundException => new CheckpointException($"{path}: no such file", e),
                IOException or UnauthorizedAccessException => new CheckpointException($"{path}: cannot be read: {e.Message}", e),
                JsonException or InvalidOperationException or KeyNotFoundException or FormatException => Refusal(path, $"its header is not what the format asks for ({e.Message})"),
                _ => e,
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static List<Tensor> Read(string path, SafeFileHandle file)
    {
        long length = RandomAccess.GetLength(file);
        Span<byte> prefix = stackalloc byte[LengthBytes];
        if (RandomAccess.Read(file, prefix, 0) < LengthBytes || BinaryPrimitives.ReadUInt64LittleEndian(prefix) is var size && (size > HeaderBytesMax || (long)size + LengthBytes > length))
        {
            throw Refusal(path, "no safetensors file, or cut off");
        }

        byte[] header = new byte[(int)BinaryPrimitives.ReadUInt64LittleEndian(prefix)];
        RandomAccess.Read(file, header, LengthBytes);
        using var json = JsonDocument.Parse(header);
        long data = LengthBytes + header.Length;
        var tensors = new List<Tensor>();
        foreach (JsonProperty entry in json.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__"))
        {
            if (Tensor(path, entry, data, length, file) is { } tensor)
            {
                tensors.Add(tensor);
            }
        }

        return [.. tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal)];
    }

    private static Tensor? Tensor(string path, JsonProperty entry, long data, long length, SafeFileHandle file)
    {
        long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(one => one.GetInt64())];
        long[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(one => one.GetInt64())];
        if (offsets is not [>= 0 and var begin, var end] || end < begin || end > length - data || shape.Any(one => one < 0))
        {
            throw Refusal(path, $"tensor {entry.Name} lies outside the file, which may be cut off");
        }

        if (TypeOf(entry.Value.GetProperty("dtype").GetString()) is not { } type)
        {
            return null;
        }

        Int128 bytes = shape.Aggregate((Int128)Safetensors.Tensor.SizeOf(type), (product, one) => product * one);
        return bytes == end - begin
            ? new Tensor(entry.Name, type, shape, path) { File = file, Offset = data + begin }
            : throw Refusal(path, $"tensor {entry.Name} has {end - begin} bytes; expected {bytes} for its shape and type");
    }

    private static ElementType? TypeOf(string? name) => name switch
    {
        "BF16" => ElementType.BF16,
        "F16" => ElementType.F16,
        "F32" => ElementType.F32,
        "F64" => ElementType.F64,
        _ => null,
    };

    private static CheckpointException Refusal(string path, string problem) => new($"{path}: {problem}");
}
