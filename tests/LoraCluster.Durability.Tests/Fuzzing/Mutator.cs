using System.Buffers.Binary;

namespace LoraCluster.Durability.Tests.Fuzzing;

/// <summary>Makes bad inputs of good ones: a few changes each, the same for the same number.</summary>
/// <param name="good">What valid inputs look like.</param>
/// <param name="pieces">What is worth putting into one.</param>
internal sealed class Mutator(IReadOnlyList<byte[]> good, IReadOnlyList<byte[]> pieces)
{
    private const int ChangesMax = 4;

    // Where arithmetic on lengths and counts goes wrong.
    private static readonly long[] Extremes = [0, 1, -1, sbyte.MaxValue, byte.MaxValue, short.MaxValue, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue];

    /// <summary>Mutation <paramref name="number"/>, and which good input it comes from.</summary>
    public (int Origin, byte[] Bytes) Make(int number)
    {
        var dice = new Random(number);
        int origin = number % good.Count;
        var bytes = new List<byte>(good[origin]);
        for (int changes = 1 + dice.Next(ChangesMax); changes > 0; changes--)
        {
            Change(bytes, dice);
        }

        return (origin, [.. bytes]);
    }

    private void Change(List<byte> bytes, Random dice)
    {
        int at = dice.Next(bytes.Count + 1);
        int left = bytes.Count - at;
        switch (dice.Next(left == 0 ? 2 : 8))
        {
            case 0:
                bytes.InsertRange(at, pieces[dice.Next(pieces.Count)]);
                break;
            case 1:
                byte[] other = good[dice.Next(good.Count)];
                int from = dice.Next(other.Length + 1);
                bytes.RemoveRange(at, left);
                bytes.AddRange(other[from..]);
                break;
            case 2:
                bytes.RemoveRange(at, Math.Min(1 + dice.Next(8), left));
                break;
            case 3:
                bytes.RemoveRange(at, left);
                break;
            case 4:
                bytes[at] ^= (byte)(1 << dice.Next(8));
                break;
            case 5:
                bytes[at] = (byte)dice.Next(256);
                break;
            case 6:
                bytes.InsertRange(dice.Next(bytes.Count), bytes.GetRange(at, Math.Min(dice.Next(40), left)));
                break;
            default:
                Overwrite(bytes, at, Extremes[dice.Next(Extremes.Length)], Math.Min(1 << dice.Next(4), left));
                break;
        }
    }

    private static void Overwrite(List<byte> bytes, int at, long value, int length)
    {
        Span<byte> word = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(word, value);
        for (int i = 0; i < length; i++)
        {
            bytes[at + i] = word[i];
        }
    }
}
