using System.Buffers.Binary;

namespace LoraCluster.Results.Reading;

/// <summary>
/// Walks the footer of a Parquet file, a structure in Thrift's compact protocol, without keeping any of it. The library believes every length in it, and a few
/// flipped bits would have it ask for gigabytes; here each must fit into what is left of the footer.
/// </summary>
internal ref struct FooterCheck
{
    private const int TailLength = 8;
    private const int DepthMax = 16;

    private readonly ReadOnlySpan<byte> _footer;
    private int _at;

    private FooterCheck(ReadOnlySpan<byte> footer) => _footer = footer;

    /// <summary>Throws <see cref="InvalidDataException"/> where the footer is cut off or claims more than there is.</summary>
    public static void Run(Stream file)
    {
        Span<byte> tail = stackalloc byte[TailLength];
        file.Seek(-Math.Min(TailLength, file.Length), SeekOrigin.End);
        file.ReadAtLeast(tail, TailLength, throwOnEndOfStream: false);
        int length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (length < 0 || length > file.Length - TailLength)
        {
            throw new InvalidDataException($"a footer of {length} bytes in a file of {file.Length}");
        }

        byte[] footer = new byte[length];
        file.Seek(-TailLength - length, SeekOrigin.End);
        file.ReadExactly(footer);
        new FooterCheck(footer).Struct(0);
    }

    private void Struct(int depth)
    {
        if (depth > DepthMax)
        {
            throw new InvalidDataException("the footer is nested too deep");
        }

        for (byte field = Byte(); field != 0; field = Byte())
        {
            // The upper half is the step from the last field's number; none means that the number follows.
            if (field >> 4 == 0)
            {
                Varint();
            }

            int type = field & 0xF;
            if (type is not (1 or 2))
            {
                Value(type, depth);
            }
        }
    }

    // Types: 1 and 2 a truth value (within its field's head, a byte in a list), 3 a byte, 4 to 6 integers, 7 a double, 8 bytes, 9 and 10 lists, 12 a structure. Parquet has no maps.
    private void Value(int type, int depth)
    {
        switch (type)
        {
            case 1 or 2 or 3:
                Skip(1);
                break;
            case 4 or 5 or 6:
                Varint();
                break;
            case 7:
                Skip(sizeof(double));
                break;
            case 8:
                Skip(Varint());
                break;
            case 9 or 10:
                List(depth);
                break;
            case 12:
                Struct(depth + 1);
                break;
            default:
                throw new InvalidDataException($"the footer has a value of type {type}");
        }
    }

    private void List(int depth)
    {
        byte head = Byte();
        ulong count = head >> 4 == 0xF ? Varint() : (ulong)head >> 4;

        // No element is smaller than a byte.
        Require(count);
        for (ulong i = 0; i < count; i++)
        {
            Value(head & 0xF, depth);
        }
    }

    private byte Byte()
    {
        Require(1);
        return _footer[_at++];
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("the footer has an endless number");
    }

    private void Skip(ulong bytes)
    {
        Require(bytes);
        _at += (int)bytes;
    }

    private readonly void Require(ulong bytes)
    {
        if (bytes > (ulong)(_footer.Length - _at))
        {
            throw new InvalidDataException("the footer claims more than it has");
        }
    }
}
