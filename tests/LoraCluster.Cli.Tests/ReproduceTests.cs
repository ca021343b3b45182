using System.Text.Json;
using System.Xml.Linq;

namespace LoraCluster.Cli.Tests;

public sealed class ReproduceTests : IDisposable
{
    private static readonly string[] Sweeps = ["noise", "samples", "true-rank", "decay"];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task The_papers_experiments_and_figures_come_of_one_command_and_the_same_again()
    {
        string output = _place.Path("paper");
        (int code, string printed, string error) = await Workplace.RunAsync("reproduce", "--out", output, "--trials", "10", "--quiet", "--json");
        Assert.True(code == 0, error);
        using var json = JsonDocument.Parse(printed);
        string[] figures = [.. json.RootElement.GetProperty("figures").EnumerateArray().Select(file => file.GetString()!)];
        Assert.Equal(36, figures.Length);
        Assert.All(figures, file => Assert.True(new FileInfo(file).Length > 3_000, file));
        foreach (string sweep in Sweeps)
        {
            Assert.Equal(0, (await Workplace.RunAsync("verify", System.IO.Path.Combine(output, sweep))).Code);
        }

        string[] inks = Texts(System.IO.Path.Combine(output, "figures", "noise.svg"));
        Assert.All(new[] { "full fine-tuning", "LoRA r = 1", "LoRA r = 16", "thin line: theory" }, text => Assert.Contains(text, inks));
        Assert.Contains("line: dx = n", Texts(System.IO.Path.Combine(output, "figures", "samples.svg")));
        Assert.Contains("singular value of the task shift", Texts(System.IO.Path.Combine(output, "figures", "decay-profiles.svg")));

        string[] before = [.. figures.Select(File.ReadAllBytes).Select(Convert.ToHexString)];
        (int again, _, _) = await Workplace.RunAsync("reproduce", "--out", output, "--trials", "10", "--quiet");
        Assert.Equal(0, again);
        Assert.Equal(before, figures.Select(File.ReadAllBytes).Select(Convert.ToHexString));
    }

    [Fact]
    public async Task What_was_reproduced_with_other_trials_is_left_alone()
    {
        _place.Write("noise.yaml", "name: mine\n");
        (int code, _, string error) = await Workplace.RunAsync("reproduce", "--out", _place.Root, "--quiet");
        Assert.Equal(73, code);
        Assert.Contains("says something else", error, StringComparison.Ordinal);
        Assert.Equal("name: mine\n", File.ReadAllText(_place.Path("noise.yaml")));
    }

    private static string[] Texts(string svg) => [.. XDocument.Load(svg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
}
