using System.Text.Json;

namespace LoraCluster.Cli.Tests.Advising;

/// <summary>Maps of who wins where.</summary>
public sealed class BoundaryCommandTests
{
    private static readonly string[] Map = ["boundary", "--x", "n=20..800", "--y", "noise-std=0.02..3", "--points", "16", "--dx", "40", "--dy", "40", "--shift-rank", "40", "--spectrum", "power", "--decay-rate", "0.5"];

    [Fact]
    public async Task Few_samples_and_much_noise_call_for_lora_and_the_opposite_for_full_fine_tuning()
    {
        (int code, string output, _) = await Workplace.RunAsync(Map);
        string[] lines = output.Split('\n');
        Assert.Equal(0, code);
        Assert.Equal(new string('1', 16), lines[1].Split("| ")[1]);
        Assert.EndsWith("....", lines[16], StringComparison.Ordinal);
        Assert.Contains("256 points, LoRA wins at ", output, StringComparison.Ordinal);
        Assert.Contains(". full fine-tuning, or as good (LoRA would save less than 0.5 %); else LoRA, at best rank 1, 2", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulation_beside_the_boundary_hardly_ever_names_another_winner()
    {
        (int code, string output, string error) = await Workplace.RunAsync([.. Map, "--check", "30", "--trials", "400", "--json"]);
        Assert.Equal(0, code);
        using var map = JsonDocument.Parse(output);
        var check = map.RootElement.GetProperty("check");
        int points = check.GetProperty("points").GetInt32();
        Assert.InRange(points, 15, 30);
        Assert.InRange(check.GetProperty("agree").GetInt32() + check.GetProperty("undecided").GetInt32(), points - 3, points);
        Assert.StartsWith($"{points} points beside the boundary simulated: the same winner at ", error, StringComparison.Ordinal);
        Assert.Equal(256, map.RootElement.GetProperty("points").GetArrayLength());
    }

    [Fact]
    public async Task Points_come_as_comma_separated_values_and_say_where_they_were_simulated()
    {
        (_, string output, _) = await Workplace.RunAsync("boundary", "--x", "n=10,21,100", "--y", "true_rank=1,2", "--dx", "20", "--dy", "20", "--noise-std", "1", "--trials", "50", "--csv");
        string[] lines = output.TrimEnd('\n').Split('\n');
        Assert.Equal("n,true_rank,best_rank,ratio,simulated", lines[0]);
        Assert.Equal(7, lines.Length);
        Assert.Equal(["false", "true", "false", "false", "true", "false"], lines[1..].Select(line => line.Split(',')[^1]));
        Assert.StartsWith("10,1,1,0.", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_map_is_drawn_and_says_what_is_the_same_everywhere()
    {
        using var place = new Workplace();
        (int code, _, string error) = await Workplace.RunAsync([.. Map, "--out", place.Path("map")]);
        Assert.Equal(0, code);
        Assert.Contains(place.Path("map/boundary.png"), error, StringComparison.Ordinal);
        string picture = await File.ReadAllTextAsync(place.Path("map/boundary.svg"));
        Assert.Contains("dx = 40, dy = 40, true_rank = 40, spectrum = power, decay_rate = 0.5", picture, StringComparison.Ordinal);
        Assert.Contains(">LoRA, r = 1<", picture, StringComparison.Ordinal);
        Assert.Equal(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }, (await File.ReadAllBytesAsync(place.Path("map/boundary.png")))[..4]);
    }

    [Theory]
    [InlineData("n=5", "at least two values")]
    [InlineData("n=9..3", "at least two values")]
    [InlineData("spectrum=a,b", "NAME one of dx, dy, n")]
    [InlineData("n=1,two", "at least two values")]
    [InlineData("noise_std=1..2", "the same parameter twice")]
    public async Task Axes_that_make_no_map_are_refused(string axis, string reason)
    {
        (int code, _, string error) = await Workplace.RunAsync("boundary", "--x", axis, "--y", "noise_std=1..2", "--dx", "5", "--dy", "5", "--n", "9", "--shift-rank", "1");
        Assert.Equal(64, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_that_is_an_axis_and_an_option_is_refused_and_so_is_one_that_is_missing()
    {
        (int code, _, string error) = await Workplace.RunAsync("boundary", "--x", "n=5..9", "--y", "noise_std=1..2", "--dy", "5", "--n", "9", "--shift-rank", "1");
        Assert.Equal(64, code);
        Assert.Contains("--n: is not asked for here", error, StringComparison.Ordinal);
        Assert.Contains("--dx: missing; expected an integer", error, StringComparison.Ordinal);
    }
}
