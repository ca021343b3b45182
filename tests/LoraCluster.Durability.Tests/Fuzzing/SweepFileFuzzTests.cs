using System.Text;
using LoraCluster.Durability.Tests.Support;
using LoraCluster.Linear;
using LoraCluster.Sweeps.Definition;
using Xunit.Abstractions;

namespace LoraCluster.Durability.Tests.Fuzzing;

public sealed class SweepFileFuzzTests(ITestOutputHelper log)
{
    private static readonly byte[][] Pieces = [.. new[]
    {
        "[", "]", "{", "}", ":", ": ", "- ", "\n", "\n  ", "\t", "'", "\"", "#", "&a ", "*a", "!t ", "|\n", ">-\n", "---\n", "...\n", "? ", ", ", "%YAML 1.1\n", "<<: ",
        "1e999", "-0", ".nan", "~", "null", "2*dx", "dx", "n > ", "and ", "(", ")", "^", "range", "linspace", "count: 10000000", "from: -1", "where: ", "\\x", "\0", "\u202E", "99999999999999999999",
        "lora_ranks: [1, 2]\n", "invalid_cells: skip\n", "decay_rate: {geomspace: {from: 1, to: 9, count: 3}}", "  where: [n > 1, 'dx >= dy']\n", "sqrt(", "((((((((((((((((", "[[[[[[[[[[[[[[[[",
    }.Select(Encoding.UTF8.GetBytes), [0xFF], [0xC3], [0xEF, 0xBB, 0xBF], [0x85], [0xE2, 0x80, 0xA8]];

    private static readonly LinearExperiment[] Experiments = [new()];

    [Theory]
    [InlineData("{geomspace: {from: *a, to: 100, count: 40}}")]
    [InlineData("{linspace: {from: 1, to: 100, count: *a}}")]
    [InlineData("*a")]
    public void An_alias_in_the_place_of_a_value_is_an_error_like_any_other(string noise)
    {
        string text = $"name: a\ngrid: {{dx: 4, dy: 4, n: 9, true_rank: 1, spectrum: gaussian, noise_std: {noise}}}\n";
        var result = SweepFile.Parse(Encoding.UTF8.GetBytes(text), "s.yaml", Experiments);
        Assert.Contains(result.Errors, e => e.Problem == "aliases are not allowed");
    }

    [Fact]
    public void Mutated_sweep_files_are_read_or_refused_with_a_line_and_a_column()
    {
        byte[][] good = [Encoding.UTF8.GetBytes(SweepTemplate.Annotated), .. Directory.GetFiles(Path.Combine(Tree.Root, "sweeps"), "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        var result = new Fuzz(new Mutator(good, Pieces)).Run(Fuzz.Share(0.4), (_, bytes) =>
        {
            var result = SweepFile.Parse(bytes, "s.yaml", Experiments);
            Assert.True((result.Definition is null) == (result.Errors.Count > 0));
            Assert.All(result.Errors, e => Assert.True(e.Line >= 1 && e.Column >= 1 && e.ToString().All(c => c >= ' ')));
            return result.Definition is not null;
        });
        log.WriteLine($"{result}");
        Assert.True(result.Read > result.Count / 100, $"{result}");
    }
}
