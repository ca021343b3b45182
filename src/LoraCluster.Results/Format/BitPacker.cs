using System.Buffers.Binary;

namespace LoraCluster.Results.Format;

/// <summary>Packs numbers of <paramref name="width"/> bits (1 … 64) one after the other, least significant bit first, into <paramref name="room"/>.</summary>
internal ref struct BitPacker(Span<byte> room, int width)
{
    private readonly Span<byte> _room = room;
    private ulong _bits;
    private int _held;
    private int _written;

    /// <summary>Packs a number; it must fit the width.</summary>
    public void Add(ulong value)
    {
        _bits |= value << _held;
        _held += width;
        if (_held >= 64)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_room[_written..], _bits);
            _written += 8;
            _held -= 64;
            _bits = _held == 0 ? 0 : value >> (width - _held);
        }
    }

    /// <summary>Writes what is held back, and fills up with zeros to <paramref name="length"/> bytes.</summary>
    public void Finish(int length)
    {
        for (; _written < length; _written++, _bits >>= 8)
        {
            _room[_written] = (byte)_bits;
        }
    }
}
