using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using LoraCluster.Server.Tests.Toys;

namespace LoraCluster.Cli.Tests;

/// <summary>The SQL of docs/analytics.md, run as a reader would with DuckDB alone, says what the ready queries say.</summary>
public sealed partial class AnalyticsTests : IDisposable
{
    private static readonly string[] Ready = ["winners", "best-rank", "certainty", "theory", "regret"];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task The_five_questions_in_plain_SQL_have_the_answers_of_the_ready_queries()
    {
        string sweep = File.ReadAllText(Repository.Path("sweeps/noise.yaml"));
        await Workplace.RunAsync("run", _place.Write("noise.yaml", Ranks().Replace(sweep, "lora_ranks: all")), "--out", _place.Path("noise"), "--quiet");
        string[] questions = [.. Sql().Matches(File.ReadAllText(Repository.Path("docs/analytics.md"))).Select(block => block.Groups["sql"].Value)];
        Assert.Equal(Ready.Length, questions.Length);

        foreach ((string name, string sql) in Ready.Zip(questions))
        {
            string[] plain = [.. Rows(sql.Replace("out/paper/noise", _place.Path("noise"), StringComparison.Ordinal))];
            (int code, string csv, string error) = await Workplace.RunAsync("query", _place.Path("noise"), "--ready", name, "--format", "csv");
            Assert.True(code == 0, error);
            Assert.NotEmpty(plain);
            Assert.Equal(csv.TrimEnd('\n').Split('\n')[1..], plain);
        }
    }

    [Fact]
    public void Every_question_is_asked_in_four_languages()
    {
        string[] sections = File.ReadAllText(Repository.Path("docs/analytics.md")).Split("\n## ")[1..6];
        Assert.All(sections, section => Assert.All(new[] { "```sql", "# Polars", "# pandas", "```r" }, language => Assert.Contains(language, section, StringComparison.Ordinal)));
    }

    private IEnumerable<string> Rows(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        string answer = _place.Path("answer.csv");
        using var command = connection.CreateCommand();
        command.CommandText = $"COPY ({sql}) TO '{answer}' (FORMAT csv, HEADER)";
        command.ExecuteNonQuery();
        return File.ReadLines(answer).Skip(1);
    }

    [GeneratedRegex("```sql\n(?<sql>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sql();

    [GeneratedRegex(@"^lora_ranks: .*$", RegexOptions.Multiline)]
    private static partial Regex Ranks();
}
