namespace LoraCluster.Cli.Tests;

/// <summary>What the command line refuses, with which exit code; never with a stack trace.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    private async Task Refuses(int expected, string mention, params string[] args)
    {
        (int code, _, string error) = await Workplace.RunAsync(args);
        Assert.Equal(expected, code);
        Assert.Contains(mention, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_missing_sweep_file_is_named() => Refuses(66, "none.yaml", "run", _place.Path("none.yaml"));

    [Fact]
    public Task A_directory_is_no_sweep_file() => Refuses(66, "is a directory", "plan", _place.Root);

    [Fact]
    public Task An_empty_file_points_to_init() => Refuses(65, "init", "run", _place.Write("e.yaml", "# nothing\n"));

    [Fact]
    public Task A_typo_gets_a_suggestion() =>
        Refuses(65, "noise_std", "plan", _place.Write("t.yaml", Workplace.SmallSweep.Replace("noise_std", "nosie_std", StringComparison.Ordinal)));

    [Theory]
    [InlineData("--workers", "0")]
    [InlineData("--workers", "-5")]
    [InlineData("--workers", "abc")]
    [InlineData("--workers", "1000000")]
    [InlineData("--disk-wait", "0")]
    [InlineData("--max-cells", "x")]
    [InlineData("--no-such-flag", "1")]
    public Task A_wrong_option_is_a_usage_error(string option, string value) =>
        Refuses(64, "--", "run", _place.Write("s.yaml", Workplace.SmallSweep), option, value);

    [Fact]
    public Task An_unknown_command_is_a_usage_error() => Refuses(64, "lora-cluster", "rnu");

    [Fact]
    public Task Flags_that_exclude_each_other_are_a_usage_error() =>
        Refuses(64, "exclude", "run", _place.Write("s.yaml", Workplace.SmallSweep), "--extend", "--accept-release");

    [Fact]
    public Task An_output_that_is_a_file_is_refused() =>
        Refuses(73, "out", "run", _place.Write("s.yaml", Workplace.SmallSweep), "--out", _place.Write("out", "mine"));

    [Fact]
    public Task A_cell_larger_than_the_limit_is_refused_with_the_flag_that_raises_it() =>
        Refuses(65, "--max-cell-bytes", "plan", _place.Write("s.yaml", Workplace.SmallSweep), "--max-cell-bytes", "1000");

    [Fact]
    public Task A_dataset_larger_than_the_limit_is_refused_with_the_flag_that_raises_it() =>
        Refuses(65, "--max-dataset-bytes", "run", _place.Write("s.yaml", Workplace.SmallSweep), "--max-dataset-bytes", "1000");

    [Fact]
    public async Task Help_shows_examples_for_every_command()
    {
        foreach (string[] args in new string[][] { ["--help"], ["run", "--help"], ["plan", "--help"], ["verify", "--help"], ["replay", "--help"], ["figures", "--help"], ["init", "--help"] })
        {
            (int code, string output, _) = await Workplace.RunAsync(args);
            Assert.Equal(0, code);
            Assert.Contains("Examples:", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_example_that_init_writes_can_be_planned()
    {
        Assert.Equal(0, (await Workplace.RunAsync("init", _place.Path("i.yaml"))).Code);
        Assert.Equal(0, (await Workplace.RunAsync("plan", _place.Path("i.yaml"), "--json")).Code);
        await Refuses(73, "exists", "init", _place.Path("i.yaml"));
    }
}
