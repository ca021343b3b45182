using System.Buffers.Binary;

namespace LoraCluster.Results.Format;

/// <summary>Bytes that are appended to. Clearing keeps the memory, so that the next content of about the same length allocates nothing.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[4096];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next change.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Forgets the content.</summary>
    public void Clear() => Length = 0;

    /// <summary>Appends one byte.</summary>
    public void Append(byte value)
    {
        Room(1)[0] = value;
        Length++;
    }

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Appends four bytes, little-endian.</summary>
    public void AppendInt32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Room(4), value);
        Length += 4;
    }

    /// <summary>Writes over four bytes of the content, little-endian.</summary>
    public void PatchInt32(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(at, 4), value);

    /// <summary>Appends an unsigned number, seven bits a byte, least first (ULEB128).</summary>
    public void AppendVarint(ulong value)
    {
        var room = Room(10);
        int count = 0;
        for (; value >= 0x80; value >>= 7)
        {
            room[count++] = (byte)(value | 0x80);
        }

        room[count++] = (byte)value;
        Length += count;
    }

    /// <summary>Appends a signed number as the unsigned ones 0, 1, 2 … for 0, −1, 1 ….</summary>
    public void AppendZigZag(long value) => AppendVarint((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>At least <paramref name="most"/> bytes behind the content, for <see cref="Advance"/>; what they hold is undefined.</summary>
    public Span<byte> Room(int most)
    {
        int needed = checked(Length + most);
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _bytes.Length)));
        }

        return _bytes.AsSpan(Length);
    }

    /// <summary>Counts bytes that were written to <see cref="Room"/> as content.</summary>
    public void Advance(int count) => Length += count;
}
