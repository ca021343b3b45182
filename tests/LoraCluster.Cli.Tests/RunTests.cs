using DuckDB.NET.Data;

namespace LoraCluster.Cli.Tests;

public sealed class RunTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    private byte[] Manifest(string dataset) => File.ReadAllBytes(System.IO.Path.Combine(_place.Path(dataset), "_manifest.json"));

    [Fact]
    public async Task An_extended_sweep_reuses_what_it_has_and_gives_the_bytes_of_a_fresh_run()
    {
        string small = _place.Write("s.yaml", Workplace.SmallSweep);
        string wide = _place.Write("w.yaml", Workplace.SmallSweep.Replace("n: [6, 12, 30]", "n: [6, 9, 12, 30]", StringComparison.Ordinal));
        await Workplace.RunAsync("run", small, "--out", _place.Path("out"));
        (int code, string output, _) = await Workplace.RunAsync("run", wide, "--out", _place.Path("out"), "--extend");
        Assert.Equal(0, code);
        Assert.Contains("15 cells reused", output, StringComparison.Ordinal);
        await Workplace.RunAsync("run", wide, "--out", _place.Path("fresh"));
        Assert.Equal(Manifest("fresh"), Manifest("out"));
    }

    [Fact]
    public async Task More_trials_extend_a_sweep_that_kept_its_trials()
    {
        string few = _place.Write("s.yaml", Workplace.SmallSweep + "\nkeep_trials: true");
        string many = _place.Write("w.yaml", Workplace.SmallSweep.Replace("trials: 20", "trials: 33", StringComparison.Ordinal) + "\nkeep_trials: true");
        await Workplace.RunAsync("run", few, "--out", _place.Path("out"));
        Assert.Equal(0, (await Workplace.RunAsync("run", many, "--out", _place.Path("out"), "--extend")).Code);
        await Workplace.RunAsync("run", many, "--out", _place.Path("fresh"));
        Assert.Equal(Manifest("fresh"), Manifest("out"));
        Assert.Contains("equals the stored trial", (await Workplace.RunAsync("replay", _place.Path("out"), "--cell", "7", "--trial", "30")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DuckDB_reads_the_dataset_unaided()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        await Workplace.RunAsync("run", sweep, "--out", _place.Path("out"));
        Assert.Equal(20L, Query("count(*)", "n = 12 AND mean IS NULL AND q50 > 0 AND status = 'infinite_mean'"));
    }

    [Fact]
    public async Task Few_samples_and_extreme_noise_leave_no_number_that_is_not_finite()
    {
        string sweep = _place.Write("s.yaml", """
            name: extremes
            trials: 20
            grid: {dx: 6, dy: 5, n: [1, 5, 6, 7, 8, 12], true_rank: 3, spectrum: gaussian, noise_std: [0, 1e-100, 1e100]}
            """);
        Assert.Equal(0, (await Workplace.ProcessAsync("run", sweep, "--out", _place.Path("out"), "--quiet")).Code);
        string[] columns = ["mean", "sd", "sem", "min", "q05", "q50", "q95", "max", "diff_mean", "diff_sem", "adjusted_mean", "adjusted_sem", "win_share", "theory_mean"];
        Assert.Equal(6L * 3 * 6, Query("count(*)", "q50 IS NOT NULL"));
        Assert.Equal(0L, Query("count(*)", string.Join(" OR ", columns.Select(column => $"NOT isfinite({column})"))));
        Assert.Equal(0L, Query("count(*)", "status NOT IN ('ok', 'infinite_variance', 'infinite_mean')"));
    }

    [Fact]
    public async Task Without_noise_full_fine_tuning_finds_the_truth()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep.Replace("n: [6, 12, 30]", "n: 30", StringComparison.Ordinal).Replace("{geomspace: {from: 0.1, to: 10, count: 5}}", "0", StringComparison.Ordinal));
        Assert.Equal(0, (await Workplace.ProcessAsync("run", sweep, "--out", _place.Path("out"), "--quiet")).Code);
        Assert.InRange((double)Query("max(max)", "method = 'full' OR rank >= true_rank"), 0, 1e-20);
    }

    private object Query(string what, string where)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {what} FROM '{_place.Path("out")}/risks/*.parquet' WHERE {where}";
        return command.ExecuteScalar()!;
    }
}
