using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace LoraCluster.Checkpoints.Safetensors;

/// <summary>A tensor in a file, read row by row: none of it is in memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">How its numbers are stored.</param>
/// <param name="Shape">Its sizes, outermost first.</param>
/// <param name="Path">The file, for messages.</param>
public sealed record Tensor(string Name, ElementType Type, IReadOnlyList<long> Shape, string Path)
{
    internal SafeFileHandle File { get; init; } = null!;

    internal long Offset { get; init; }

    /// <summary>Rows of a matrix; throws <see cref="InvalidOperationException"/> for anything else.</summary>
    public int Rows => IsMatrix ? (int)Shape[0] : throw new InvalidOperationException($"{Name} is no matrix");

    /// <summary>Columns of a matrix; throws as <see cref="Rows"/> does.</summary>
    public int Columns => IsMatrix ? (int)Shape[1] : throw new InvalidOperationException($"{Name} is no matrix");

    /// <summary>True for two sizes, both at least 1 and within an integer.</summary>
    public bool IsMatrix => Shape.Count == 2 && Shape.All(size => size is > 0 and <= int.MaxValue);

    /// <summary>Bytes of a number.</summary>
    public int ElementBytes => SizeOf(Type);

    /// <summary>Bytes of a number of this type.</summary>
    public static int SizeOf(ElementType type) => type switch { ElementType.F64 => 8, ElementType.F32 => 4, _ => 2 };

    /// <summary>Reads entries of a matrix' row, from column <paramref name="from"/> on. Throws <see cref="CheckpointException"/> where the file ends before it, and <see cref="IOException"/>.</summary>
    public void ReadRow(int row, int from, Span<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from + values.Length, Columns);
        byte[] bytes = Bytes(((long)row * Columns) + from, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Number(bytes.AsSpan(i * ElementBytes, ElementBytes));
        }
    }

    /// <summary>Reads all of it, row by row, whatever its shape. Throws as <see cref="ReadRow"/> does.</summary>
    public void ReadAll(Span<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Shape.Aggregate(1L, (product, size) => product * size));
        for (int start = 0; start < values.Length; start += ReadAtOnce)
        {
            Span<float> piece = values.Slice(start, Math.Min(ReadAtOnce, values.Length - start));
            byte[] bytes = Bytes(start, piece.Length);
            for (int i = 0; i < piece.Length; i++)
            {
                piece[i] = (float)Number(bytes.AsSpan(i * ElementBytes, ElementBytes));
            }
        }
    }

    private const int ReadAtOnce = 1 << 18;

    private byte[] Bytes(long first, int count)
    {
        byte[] bytes = new byte[(long)count * ElementBytes];
        long offset = Offset + (first * ElementBytes);
        int read = 0;
        while (read < bytes.Length)
        {
            int more = RandomAccess.Read(File, bytes.AsSpan(read), offset + read);
            read += more > 0 ? more : throw new CheckpointException($"{Path}: ends within tensor {Name}");
        }

        return bytes;
    }

    private double Number(ReadOnlySpan<byte> number) => Type switch
    {
        ElementType.BF16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(number) << 16),
        ElementType.F16 => (double)BinaryPrimitives.ReadHalfLittleEndian(number),
        ElementType.F32 => BinaryPrimitives.ReadSingleLittleEndian(number),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(number),
    };
}
