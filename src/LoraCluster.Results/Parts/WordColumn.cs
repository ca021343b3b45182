using System.Numerics;
using System.Text;
using LoraCluster.Results.Format;

namespace LoraCluster.Results.Parts;

/// <summary>Words: each different one once, in the order in which they appear, and their numbers.</summary>
internal sealed class WordColumn(string name, PageValues<string> read) : PartColumn(new ColumnSpec(name, PhysicalType.ByteArray))
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<byte[]> _words = [];

    public override ColumnChunk Write(ref RowWalk walk, int rows, PageScratch scratch, ChunkWriter chunk)
    {
        var numbers = scratch.RoomForWordNumbers(rows).AsSpan(0, rows);
        Number(ref walk, numbers, scratch.Words);
        chunk.Begin();
        WriteDictionary(scratch.Page, chunk);
        int width = Math.Max(1, BitOperations.Log2((uint)Math.Max(1, _words.Count - 1)) + 1);
        for (int done = 0; done < rows; done += PageScratch.PageRows)
        {
            int count = Math.Min(PageScratch.PageRows, rows - done);
            scratch.Page.Clear();
            scratch.Page.Append((byte)width);
            HybridEncoder.Encode(numbers.Slice(done, count), width, scratch.Page);
            chunk.WriteData(scratch.Page, count, PageEncoding.RleDictionary);
        }

        return chunk.End(Spec, PageEncoding.RleDictionary, ChunkStatistics.OfWords(_words));
    }

    private void Number(ref RowWalk walk, Span<int> numbers, string[] words)
    {
        _numbers.Clear();
        _words.Clear();
        string? last = null;
        int number = 0;
        for (; !numbers.IsEmpty; numbers = numbers[Math.Min(words.Length, numbers.Length)..])
        {
            int count = Math.Min(words.Length, numbers.Length);
            read(ref walk, words.AsSpan(0, count));
            for (int i = 0; i < count; i++)
            {
                if (!ReferenceEquals(words[i], last))
                {
                    last = words[i];
                    number = NumberOf(last);
                }

                numbers[i] = number;
            }
        }
    }

    private int NumberOf(string word)
    {
        if (!_numbers.TryGetValue(word, out int number))
        {
            number = _words.Count;
            _numbers.Add(word, number);
            _words.Add(Encoding.UTF8.GetBytes(word));
        }

        return number;
    }

    private void WriteDictionary(ByteBuffer page, ChunkWriter chunk)
    {
        page.Clear();
        foreach (byte[] word in _words)
        {
            page.AppendInt32(word.Length);
            page.Append(word);
        }

        chunk.WriteDictionary(page, _words.Count);
    }
}
