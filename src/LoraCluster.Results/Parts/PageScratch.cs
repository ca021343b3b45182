using LoraCluster.Results.Format;

namespace LoraCluster.Results.Parts;

/// <summary>Memory for one page of any column, used again for every page of every part.</summary>
internal sealed class PageScratch
{
    /// <summary>Most rows of a page: half a megabyte of real numbers, which a core's own cache holds. A multiple of eight, for packed bits.</summary>
    public const int PageRows = 1 << 16;

    public double[] Reals { get; } = new double[PageRows];

    public long[] Integers { get; } = new long[PageRows];

    public bool[] Flags { get; } = new bool[PageRows];

    public string[] Words { get; } = new string[PageRows];

    public byte[] Present { get; } = new byte[PageRows / 8];

    /// <summary>Numbers of words, for all rows of a row group.</summary>
    public int[] WordNumbers { get; private set; } = [];

    public ByteBuffer Page { get; } = new();

    public ByteBuffer Compressed { get; } = new();

    public int[] RoomForWordNumbers(int rows)
    {
        if (WordNumbers.Length < rows)
        {
            WordNumbers = new int[rows];
        }

        return WordNumbers;
    }
}
