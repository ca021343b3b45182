using DuckDB.NET.Data;

namespace LoraCluster.Cli.Tests;

public sealed class RunTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    private byte[] Manifest(string dataset) => File.ReadAllBytes(System.IO.Path.Combine(_place.Path(dataset), "_manifest.json"));

    [Fact]
    public async Task Any_number_of_workers_leaves_the_same_manifest()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        foreach (string workers in new[] { "1", "2", "64" })
        {
            Assert.Equal(0, (await Workplace.RunAsync("run", sweep, "--out", _place.Path("w" + workers), "--workers", workers)).Code);
        }

        Assert.Equal(Manifest("w1"), Manifest("w2"));
        Assert.Equal(Manifest("w1"), Manifest("w64"));
    }

    [Fact]
    public async Task A_finished_dataset_is_verified_and_not_computed_again()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        await Workplace.RunAsync("run", sweep, "--out", _place.Path("out"));
        (int code, string output, _) = await Workplace.RunAsync("run", sweep, "--out", _place.Path("out"));
        Assert.Equal(0, code);
        Assert.Contains("already complete, verified", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_part_is_quarantined_and_computed_again()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        await Workplace.RunAsync("run", sweep, "--out", _place.Path("out"));
        byte[] before = Manifest("out");
        string part = System.IO.Path.Combine(_place.Path("out"), "risks", "part-000000.parquet");
        byte[] bytes = File.ReadAllBytes(part);
        File.WriteAllBytes(part, bytes[..^7]);
        Assert.Equal(74, (await Workplace.RunAsync("verify", _place.Path("out"))).Code);
        (int code, _, string error) = await Workplace.RunAsync("run", sweep, "--out", _place.Path("out"));
        Assert.Equal(0, code);
        Assert.Contains("part-000000", error, StringComparison.Ordinal);
        Assert.Equal(before, Manifest("out"));
        Assert.Equal(0, (await Workplace.RunAsync("verify", _place.Path("out"), "--recompute", "3")).Code);
    }

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
    public async Task A_killed_run_resumes_to_the_manifest_of_an_undisturbed_one()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep.Replace("trials: 20", "trials: 60000", StringComparison.Ordinal));
        using (var process = Workplace.Start("run", sweep, "--out", _place.Path("out"), "--quiet"))
        {
            string commits = System.IO.Path.Combine(_place.Path("out"), "_commits");
            while (!process.HasExited && (!Directory.Exists(commits) || Directory.GetFiles(commits, "part-*").Length < 2))
            {
                await Task.Yield();
            }

            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.False(File.Exists(System.IO.Path.Combine(_place.Path("out"), "_manifest.json")), "the kill came too late to test anything");
        (int code, _, string error) = await Workplace.RunAsync("run", sweep, "--out", _place.Path("out"));
        Assert.Equal(0, code);
        Assert.Contains("resuming", error, StringComparison.Ordinal);
        await Workplace.RunAsync("run", sweep, "--out", _place.Path("fresh"));
        Assert.Equal(Manifest("fresh"), Manifest("out"));
    }

    [Fact]
    public async Task DuckDB_reads_the_dataset_unaided()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        await Workplace.RunAsync("run", sweep, "--out", _place.Path("out"));
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM '{_place.Path("out")}/risks/*.parquet' WHERE n = 12 AND mean IS NULL AND q50 > 0 AND status = 'infinite_mean'";
        Assert.Equal(20L, command.ExecuteScalar());
    }

    [Fact]
    public async Task A_directory_with_another_sweep_is_refused_and_left_alone()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        string other = _place.Write("o.yaml", Workplace.SmallSweep.Replace("seed: 3", "seed: 4", StringComparison.Ordinal));
        await Workplace.RunAsync("run", sweep, "--out", _place.Path("out"));
        byte[] before = Manifest("out");
        (int code, _, string error) = await Workplace.RunAsync("run", other, "--out", _place.Path("out"));
        Assert.Equal(73, code);
        Assert.Contains("seed", error, StringComparison.Ordinal);
        Assert.Equal(before, Manifest("out"));
    }
}
