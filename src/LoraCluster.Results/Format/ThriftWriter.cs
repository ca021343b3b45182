using System.Text;

namespace LoraCluster.Results.Format;

/// <summary>Thrift's compact protocol, in which Parquet writes page headers and footers. Fields of a structure must come in ascending order.</summary>
internal sealed class ThriftWriter(ByteBuffer to)
{
    private const byte Int16 = 4;
    private const byte Int32 = 5;
    private const byte Int64 = 6;
    private const byte Binary = 8;
    private const byte List = 9;
    private const byte Structure = 12;

    private readonly Stack<short> _outer = new();
    private short _field;

    public void Write(short field, short value) => Number(field, Int16, value);

    public void Write(short field, int value) => Number(field, Int32, value);

    public void Write(short field, long value) => Number(field, Int64, value);

    public void Write(short field, string value) => Write(field, Encoding.UTF8.GetBytes(value));

    public void Write(short field, ReadOnlySpan<byte> value)
    {
        Header(field, Binary);
        Element(value);
    }

    /// <summary>Begins a structure in a field; <see cref="End"/> ends it.</summary>
    public void Begin(short field)
    {
        Header(field, Structure);
        Begin();
    }

    /// <summary>Begins a structure that is an element of a list, or the outermost.</summary>
    public void Begin()
    {
        _outer.Push(_field);
        _field = 0;
    }

    /// <summary>Ends the structure begun last.</summary>
    public void End()
    {
        to.Append(0);
        _field = _outer.Pop();
    }

    /// <summary>Begins a list of structures; as many <see cref="Begin()"/> … <see cref="End"/> follow.</summary>
    public void BeginStructures(short field, int count) => BeginList(field, Structure, count);

    /// <summary>Writes a list of numbers.</summary>
    public void Write(short field, ReadOnlySpan<PageEncoding> values)
    {
        BeginList(field, Int32, values.Length);
        foreach (var value in values)
        {
            to.AppendZigZag((int)value);
        }
    }

    /// <summary>Writes a list of one string.</summary>
    public void WriteListOf(short field, string value)
    {
        BeginList(field, Binary, 1);
        Element(Encoding.UTF8.GetBytes(value));
    }

    private void Number(short field, byte type, long value)
    {
        Header(field, type);
        to.AppendZigZag(value);
    }

    private void Element(ReadOnlySpan<byte> value)
    {
        to.AppendVarint((ulong)value.Length);
        to.Append(value);
    }

    private void BeginList(short field, byte type, int count)
    {
        Header(field, List);
        if (count < 15)
        {
            to.Append((byte)((count << 4) | type));
        }
        else
        {
            to.Append((byte)(0xF0 | type));
            to.AppendVarint((ulong)count);
        }
    }

    private void Header(short field, byte type)
    {
        int step = field - _field;
        if (step is > 0 and <= 15)
        {
            to.Append((byte)((step << 4) | type));
        }
        else
        {
            to.Append(type);
            to.AppendZigZag(field);
        }

        _field = field;
    }
}
