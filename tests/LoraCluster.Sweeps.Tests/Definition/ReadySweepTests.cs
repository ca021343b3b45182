using System.Runtime.CompilerServices;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Grid;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Definition;

/// <summary>The files under <c>sweeps/</c> and the template say what they should.</summary>
public class ReadySweepTests
{
    [Theory]
    [InlineData("noise", 40, "1 2 4 8 16")]
    [InlineData("samples", 26, "1 2 4 8")]
    [InlineData("true-rank", 40, "1 2 4 8 32")]
    [InlineData("decay", 21, "1 2 4 8 16")]
    public void The_papers_sweeps_are_as_listed(string name, int cells, string ranks)
    {
        var sweep = Specs.Valid(Text(name));
        Assert.Equal((name, 100, cells), (sweep.Name, sweep.Trials, (int)sweep.Grid.PositionCount));
        Assert.Equal(ranks, string.Join(' ', sweep.Request.Ranks.Ranks!));
        Assert.Equal(new CellCount(cells, false), ((ParameterGrid)sweep.Grid).CellCount());
    }

    [Fact]
    public void The_noise_sweep_goes_from_1_to_100()
    {
        var grid = Specs.Valid(Text("noise")).Grid;
        Assert.Equal("100 100 1000 1 10 gaussian 1 0 identity 0 false", Show(grid, 0));
        Assert.Equal("100 100 1000 100 10 gaussian 1 0 identity 0 false", Show(grid, 39));
    }

    [Fact]
    public void The_samples_sweep_is_the_geometric_list_cut_to_whole_numbers()
    {
        var grid = Specs.Valid(Text("samples")).Grid;
        var expected = Enumerable.Range(0, 26).Select(j => (long)(10 * Numerics.PortableMath.Pow(1.2, j)));
        Assert.Equal(expected, Enumerable.Range(0, 26).Select(i => grid.CellAt(i)!.Value.Values[2].Integer));
        Assert.Equal("100 100 10 1 4 gaussian 1 0 identity 0 false", Show(grid, 0));
    }

    [Fact]
    public void The_decay_sweep_steps_by_an_eighth()
    {
        var grid = Specs.Valid(Text("decay")).Grid;
        Assert.Equal(Enumerable.Range(0, 21).Select(i => i * 0.125), Enumerable.Range(0, 21).Select(i => grid.CellAt(i)!.Value.Values[7].Real));
        Assert.Equal("40 40 200 0.5 40 exponential 5 0 identity 0 false", Show(grid, 0));
    }

    [Fact]
    public void The_true_rank_sweep_goes_from_1_to_40() =>
        Assert.Equal("40 40 30 2 40 gaussian 1 0 identity 0 false", Show(Specs.Valid(Text("true-rank")).Grid, 39));

    [Fact]
    public void The_large_sweep_has_about_a_million_cells()
    {
        var count = ((ParameterGrid)Specs.Valid(Text("large")).Grid).CellCount();
        Assert.False(count.IsEstimate);
        Assert.InRange(count.Count, 800_000, 1_300_000);
    }

    [Fact]
    public void The_demo_and_the_template_are_short_sweeps()
    {
        foreach (string text in new[] { Text("demo"), SweepTemplate.Annotated })
        {
            var sweep = Specs.Valid(text);
            Assert.Equal((60L, 5000), (sweep.Grid.PositionCount, sweep.Trials));
        }
    }

    [Theory]
    [InlineData("name")]
    [InlineData("experiment")]
    [InlineData("seed")]
    [InlineData("seeding")]
    [InlineData("trials")]
    [InlineData("lora_ranks")]
    [InlineData("keep_trials")]
    [InlineData("invalid_cells")]
    [InlineData("grid")]
    public void The_template_explains_every_field(string field)
    {
        string[] lines = SweepTemplate.Annotated.Split('\n');
        int at = Array.FindIndex(lines, line => line.StartsWith(field + ":", StringComparison.Ordinal));
        Assert.StartsWith("#", lines[at - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_template_names_every_parameter() =>
        Assert.All(new SpecExperiment().Parameters, p => Assert.Contains(p.Name + ":", SweepTemplate.Annotated, StringComparison.Ordinal));

    private static string Text(string name, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../sweeps", name + ".yaml"));

    private static string Show(IParameterGrid grid, long position) => string.Join(' ', grid.CellAt(position)!.Value.Values);
}
