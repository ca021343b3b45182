namespace LoraCluster.Cli.Tests;

/// <summary>Sweeps that are well formed and too large, and what leaves cells out.</summary>
public sealed class LimitTests : IDisposable
{
    private readonly Workplace _place = new();

    private string Sweep => _place.Write("s.yaml", Workplace.SmallSweep);

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("--max-cells", "14")]
    [InlineData("--max-cell-bytes", "1000")]
    [InlineData("--max-dataset-bytes", "1000")]
    public async Task A_sweep_above_a_limit_is_refused_with_the_flag_that_raises_it(string flag, string value)
    {
        (int code, _, string error) = await Workplace.ProcessAsync("run", Sweep, "--out", _place.Path("out"), flag, value);
        Assert.Equal(65, code);
        Assert.Contains(flag, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_place.Path("out")));
    }

    [Fact]
    public async Task A_dry_run_prints_the_cost_of_the_largest_cell_and_refuses_what_a_run_would_refuse()
    {
        string output = _place.Path("out");
        (int code, string plan, _) = await Workplace.ProcessAsync("run", Sweep, "--out", output, "--dry-run");
        Assert.Equal(0, code);
        Assert.Matches(@"(?m)^memory     [0-9.]+ kB per worker for the largest cell seen: 64 bytes x \(", plan);
        (code, plan, _) = await Workplace.ProcessAsync("run", Sweep, "--out", output, "--dry-run", "--max-dataset-bytes", "1000");
        Assert.Equal(65, code);
        Assert.StartsWith("sweep      small\n", plan, StringComparison.Ordinal);
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public async Task Cells_that_are_skipped_are_counted_by_the_plan()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep.Replace("true_rank: 3", "true_rank: [3, 11]", StringComparison.Ordinal) + "\ninvalid_cells: skip");
        Assert.Contains("cells      15  (15 of 30 grid positions are left out)\n", (await Workplace.ProcessAsync("plan", sweep)).Out, StringComparison.Ordinal);
        Assert.Contains("\"cells\":15,\"positions_left_out\":15,", (await Workplace.ProcessAsync("plan", sweep, "--json")).Out, StringComparison.Ordinal);
        Assert.Contains("\"rows\":60,", (await Workplace.ProcessAsync("run", sweep, "--out", _place.Path("out"), "--json", "--quiet")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_that_is_not_given_stands_in_the_dataset()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep.Replace("seed: 3\n", "", StringComparison.Ordinal));
        await Workplace.ProcessAsync("run", sweep, "--out", _place.Path("out"), "--quiet");
        Assert.Contains("\"seed\":0,", await File.ReadAllTextAsync(_place.Path("out/_sweep.json")), StringComparison.Ordinal);
    }
}
