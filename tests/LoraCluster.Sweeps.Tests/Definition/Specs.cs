using System.Text;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Definition;

/// <summary>Short ways to read sweep files in tests.</summary>
internal static class Specs
{
    public static IReadOnlyList<IExperiment> Experiments { get; } = [new SpecExperiment(), new SpecExperiment("other")];

    /// <summary>Ten lines that are right; line 3 holds the grid's key, the parameters stand on lines 4 to 9 at column 3.</summary>
    public const string Grid = """
        grid:
          dx: 10
          dy: 8
          n: [10, 20]
          noise_std: 1
          true_rank: 4
          spectrum: gaussian
        """;

    public const string Head = "name: test\ntrials: 10\n";

    public static SweepParseResult Read(string text, SweepLimits? limits = null) => Read(Encoding.UTF8.GetBytes(text), limits);

    public static SweepParseResult Read(byte[] bytes, SweepLimits? limits = null) => SweepFile.Parse(bytes, "s.yaml", Experiments, limits);

    public static SweepDefinition Valid(string text)
    {
        var result = Read(text);
        Assert.Empty(result.Errors.Select(e => e.ToString()));
        return result.Definition!;
    }

    /// <summary>A valid file with one parameter of its grid given differently (line and column stay those of <see cref="Grid"/>).</summary>
    public static string With(string parameter, string value)
    {
        string[] lines = (Head + Grid).Split('\n');
        int line = Array.FindIndex(lines, l => l.StartsWith("  " + parameter + ":", StringComparison.Ordinal));
        if (line < 0)
        {
            return Head + Grid + "\n  " + parameter + ": " + value;
        }

        lines[line] = "  " + parameter + ": " + value;
        return string.Join('\n', lines);
    }

    public static ParameterGrid GridOf(string text) => (ParameterGrid)Valid(text).Grid;

    /// <summary>The one error of a file.</summary>
    public static string OnlyError(string text, SweepLimits? limits = null) => Assert.Single(Read(text, limits).Errors).ToString();
}
