using System.Text;
using LoraCluster.Sweeps.Definition;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Definition;

public class FuzzTests
{
    private static readonly byte[][] Pieces = [.. new[]
    {
        "[", "]", "{", "}", ":", ": ", "- ", "\n", "\n  ", "\t", "'", "\"", "#", "&a ", "*a", "!t ", "|\n", ">-\n", "---\n", "...\n", "? ", ", ", "%YAML 1.1\n", "<<: ",
        "1e999", "-0", ".nan", "~", "null", "2*dx", "dx", "n > ", "and ", "(", ")", "^", "range", "linspace", "count: 10000000", "from: -1", "where: ", "\\x", "\0", "\u202E", "99999999999999999999",
    }.Select(Encoding.UTF8.GetBytes), [0xFF], [0xC3], [0xEF, 0xBB, 0xBF], [0x85], [0xE2, 0x80, 0xA8]];

    private static readonly string[] Seeds =
    [
        Specs.Head + Specs.Grid,
        SweepTemplate.Annotated,
        "invalid_cells: skip\nlora_ranks: [1, 2]\n" + Specs.With("n", "{linspace: {from: 1, to: 3, count: 3}}") + "\n  where: [n > 1, 'dx >= dy']\n  decay_rate: {geomspace: {from: 1, to: 9, count: 3}}\n",
    ];

    [Fact]
    public void Twenty_thousand_mutated_files_are_read_or_refused_and_never_throw()
    {
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] text = Mutated(i);
            try
            {
                var result = SweepFile.Parse(text, "s.yaml", Specs.Experiments);
                Assert.True((result.Definition is null) == (result.Errors.Count > 0));
                Assert.All(result.Errors, e => Assert.True(e.Line >= 1 && e.Column >= 1 && e.ToString().All(c => c >= ' ')));
                refused += result.Definition is null ? 1 : 0;
            }
            catch (Exception problem)
            {
                Assert.Fail($"mutation {i} threw {problem}\n{Convert.ToBase64String(text)}");
            }
        }

        Assert.InRange(refused, 5_000, 19_900);
    }

    private static byte[] Mutated(int number)
    {
        var dice = new Dice((uint)number);
        var text = new List<byte>(Encoding.UTF8.GetBytes(Seeds[number % Seeds.Length]));
        int changes = 1 + dice.Below(4);
        for (int c = 0; c < changes; c++)
        {
            int at = dice.Below(text.Count);
            switch (dice.Below(4))
            {
                case 0:
                    text.InsertRange(at, Pieces[dice.Below(Pieces.Length)]);
                    break;
                case 1:
                    text.RemoveRange(at, Math.Min(1 + dice.Below(8), text.Count - at));
                    break;
                case 2:
                    text[at] = (byte)dice.Below(256);
                    break;
                default:
                    text.InsertRange(dice.Below(text.Count), text.GetRange(at, Math.Min(dice.Below(40), text.Count - at)).ToArray());
                    break;
            }
        }

        return [.. text];
    }

    /// <summary>A small fixed generator: the same mutations on every run.</summary>
    private sealed class Dice(uint seed)
    {
        private ulong _state = (seed * 0x9E3779B97F4A7C15UL) + 1;

        public int Below(int limit)
        {
            _state = (_state * 6364136223846793005UL) + 1442695040888963407UL;
            return (int)((_state >> 33) % (ulong)Math.Max(1, limit));
        }
    }
}
