using System.Text.Json;
using LoraCluster.Reports.Queries;

namespace LoraCluster.Cli.Tests;

public sealed class QueryTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    private async Task<string> DatasetAsync(string more = "")
    {
        await Workplace.RunAsync("run", _place.Write("s.yaml", Workplace.SmallSweep + "\n" + more), "--out", _place.Path("o'ut"), "--quiet");
        return _place.Path("o'ut");
    }

    [Fact]
    public async Task A_table_has_a_heading_rows_and_a_dash_for_what_is_not_there()
    {
        (int code, string output, string error) = await Workplace.RunAsync("query", await DatasetAsync(), "SELECT cell, rank, mean IS NULL AS none FROM risks WHERE cell < 2 ORDER BY cell, rank NULLS FIRST LIMIT 3");
        Assert.Equal(0, code);
        Assert.Equal("cell  rank  none\n0     -     false\n0     1     false\n0     2     false\n", output);
        Assert.Equal("3 rows\n", error);
    }

    [Fact]
    public async Task The_views_are_risks_trials_and_cells()
    {
        string dataset = await DatasetAsync("keep_trials: true");
        (_, string output, _) = await Workplace.RunAsync(
            "query", dataset, "SELECT (SELECT count(*) FROM risks) AS risks, (SELECT count(*) FROM trials) AS trials, (SELECT count(*) FROM cells) AS cells, (SELECT max(noise_std) FROM cells) AS most", "--format", "json");
        using var json = JsonDocument.Parse(output);
        var row = json.RootElement[0];
        Assert.Equal((60, 1200, 15, 10.0), (row.GetProperty("risks").GetInt32(), row.GetProperty("trials").GetInt32(), row.GetProperty("cells").GetInt32(), row.GetProperty("most").GetDouble()));
    }

    [Fact]
    public async Task An_answer_can_be_a_file_in_each_format()
    {
        string dataset = await DatasetAsync();
        foreach (string format in new[] { "csv", "json", "parquet" })
        {
            string file = _place.Path("answer." + format);
            (int code, string output, string error) = await Workplace.RunAsync("query", dataset, "SELECT cell, rank, mean FROM risks;", "--format", format, "--out", file);
            Assert.True(code == 0, error);
            Assert.Equal($"wrote {file}\n", output);
            Assert.True(new FileInfo(file).Length > 100);
        }

        Assert.Equal(61, File.ReadLines(_place.Path("answer.csv")).Count());
        Assert.Equal("PAR1", File.ReadAllText(_place.Path("answer.parquet"))[..4]);
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_no_fault_of_the_question()
    {
        string dataset = await DatasetAsync();
        (int code, _, string error) = await Workplace.RunAsync("query", dataset, "FROM risks", "--format", "csv", "--out", _place.Path("no/such/place.csv"));
        Assert.Equal((73, true), (code, error.Contains("no/such/place.csv: cannot be written", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("winners")]
    [InlineData("best-rank")]
    [InlineData("certainty")]
    [InlineData("theory")]
    [InlineData("regret")]
    [InlineData("precision")]
    [InlineData("troubled")]
    public async Task Every_ready_query_runs_and_shows_its_SQL(string name)
    {
        string dataset = await DatasetAsync();
        (int code, string shown, _) = await Workplace.RunAsync("query", dataset, "--ready", name, "--show-sql");
        (int ready, string answer, string error) = await Workplace.RunAsync("query", dataset, "--ready", name, "--format", "csv");
        (_, string again, _) = await Workplace.RunAsync("query", dataset, shown, "--format", "csv");
        Assert.True((code, ready) == (0, 0), error);
        Assert.Equal(answer, again);
    }

    [Fact]
    public void The_names_of_the_option_are_those_of_the_ready_queries() => Assert.Equal(ReadyQuery.All.Select(query => query.Name), Commands.QueryCommand.ReadyNames);

    [Fact]
    public async Task A_tie_with_the_baseline_is_the_baselines()
    {
        string sweep = Workplace.SmallSweep.Replace("[1, 2, 4]", "all", StringComparison.Ordinal).Replace("n: [6, 12, 30]", "n: 30", StringComparison.Ordinal).Replace("true_rank: 3", "true_rank: 10", StringComparison.Ordinal)
            .Replace("geomspace: {from: 0.1, to: 10, count: 5}", "linspace: {from: 0.001, to: 0.002, count: 2}", StringComparison.Ordinal);
        await Workplace.RunAsync("run", _place.Write("tie.yaml", sweep), "--out", _place.Path("tie"), "--quiet");
        (_, string output, string error) = await Workplace.RunAsync("query", _place.Path("tie"), "--ready", "winners", "--format", "csv");
        Assert.True(output == "method,rank,cells,share\nfull,,2,1.0\n", output + error);
    }

    [Theory]
    [InlineData(65, "cellz", "SELECT * FROM cellz")]
    [InlineData(65, "syntax error", "SELEC 1")]
    [InlineData(64, "either SQL or --ready")]
    [InlineData(64, "--out FILE", "FROM risks", "--format", "parquet")]
    [InlineData(64, "goes together with --ready", "FROM risks", "--show-sql")]
    [InlineData(64, "--ready", "--ready", "nonsense")]
    [InlineData(64, "csv, json or parquet", "FROM risks", "--out", "x")]
    public async Task What_cannot_be_answered_is_refused_with_its_reason(int expected, string mention, params string[] args)
    {
        (int code, string output, string error) = await Workplace.RunAsync(["query", await DatasetAsync(), .. args]);
        Assert.Equal(expected, code);
        Assert.Contains(mention, error, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task A_damaged_part_is_not_read()
    {
        string dataset = await DatasetAsync();
        File.WriteAllText(System.IO.Path.Combine(dataset, "risks", "part-000000.parquet"), "not a part");
        (int code, _, string error) = await Workplace.RunAsync("query", dataset, "FROM risks");
        Assert.Equal(74, code);
        Assert.Contains("lora-cluster verify", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_that_is_not_there_is_no_input()
    {
        Assert.Equal(66, (await Workplace.RunAsync("query", _place.Path("none"), "FROM risks")).Code);
        Assert.Equal(66, (await Workplace.RunAsync("query", _place.Root, "FROM risks")).Code);
    }
}
