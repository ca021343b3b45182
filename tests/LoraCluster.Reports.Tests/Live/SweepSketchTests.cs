using System.Text;
using LoraCluster.Linear;
using LoraCluster.Reports.Live;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Reports.Tests.Live;

public class SweepSketchTests
{
    private static SweepDefinition Read(string grid, string ranks = "[1, 2, 4]") => SweepFile.Parse(
        Encoding.UTF8.GetBytes($"name: s\ntrials: 5\nlora_ranks: {ranks}\ngrid: {{dx: 60, dy: 60, true_rank: 2, spectrum: gaussian, {grid}}}\n"), "test", [new LinearExperiment()]).Definition!;

    [Fact]
    public void Axes_are_what_varies_by_itself_numbers_with_the_most_values_first()
    {
        var definition = Read("noise_std: [1, 2], n: {range: {from: 70, to: 100, step: 1}}");
        var sketch = SweepSketch.Of(definition)!;
        Assert.Equal(["n", "noise_std"], sketch.Axes.Select(axis => definition.Experiment.Parameters[axis].Name));
        Assert.Equal(["full fine-tuning", "LoRA r = 1", "LoRA r = 2", "LoRA r = 4"], sketch.Series.Select(series => series.Label));
    }

    [Fact]
    public void A_large_grid_is_told_from_a_sample_that_sees_every_axis()
    {
        var definition = Read("noise_std: {geomspace: {from: 1, to: 2, count: 3000}}, scale: {geomspace: {from: 1, to: 2, count: 2}}, n: {range: {from: 70, to: 1069, step: 1}}");
        Assert.Equal(["noise_std", "n", "scale"], SweepSketch.Of(definition)!.Axes.Select(axis => definition.Experiment.Parameters[axis].Name));
    }

    [Fact]
    public void No_length_of_an_inner_axis_hides_it()
    {
        for (int length = 2; length <= 12; length++)
        {
            var definition = Read($"noise_std: {{geomspace: {{from: 1, to: 2, count: 1500}}}}, scale: {{geomspace: {{from: 1, to: 2, count: {length}}}}}, n: 70");
            Assert.Equal(["noise_std", "scale"], SweepSketch.Of(definition)!.Axes.Select(axis => definition.Experiment.Parameters[axis].Name));
        }
    }

    [Fact]
    public void An_inner_axis_longer_than_the_sample_hides_no_other()
    {
        var definition = Read("n: [70, 100, 200], noise_std: {geomspace: {from: 1, to: 2, count: 5000}}");
        Assert.Equal(["noise_std", "n"], SweepSketch.Of(definition)!.Axes.Select(axis => definition.Experiment.Parameters[axis].Name));
    }

    [Fact]
    public void A_rank_that_is_not_drawn_has_the_colour_of_the_nearest_that_is()
    {
        var sketch = SweepSketch.Of(Read("noise_std: 1, n: 70", "all"))!;
        Assert.Null(sketch.PlaceOf(new Outcome("lora", 59)));
        Assert.Equal(sketch.Series[sketch.PlaceOf(new Outcome("lora", 60))!.Value].Color, sketch.ColorOf(new Outcome("lora", 59)));
        Assert.Equal("#000000", sketch.ColorOf(new Outcome("full", null)));
    }

    [Fact]
    public void A_grid_without_cells_has_no_sketch() => Assert.Null(SweepSketch.Of(Toys.Toy.Definition));
}
