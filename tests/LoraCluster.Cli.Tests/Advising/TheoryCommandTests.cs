using System.Text.Json;

namespace LoraCluster.Cli.Tests.Advising;

/// <summary>Expected risks and advice from the command line.</summary>
public sealed class TheoryCommandTests
{
    private static readonly string[] Problem = ["--dx", "60", "--dy", "50", "--n", "300", "--noise-std", "4", "--shift-rank", "5"];

    [Fact]
    public async Task Theory_says_what_simulation_finds_at_every_rank()
    {
        using var theory = await Json(["theory", .. Problem, "--json"]);
        using var simulated = await Json(["theory", .. Problem, "--json", "--simulate", "--trials", "4000"]);

        Assert.False(theory.RootElement.GetProperty("simulated").GetBoolean());
        Assert.True(simulated.RootElement.GetProperty("simulated").GetBoolean());
        double[] expected = Risks(theory), found = Risks(simulated);
        Assert.Equal(50, expected.Length);
        Assert.All(expected.Zip(found), pair => Assert.InRange(pair.First / pair.Second, 0.94, 1.06));
        Assert.Equal(5, theory.RootElement.GetProperty("best_rank").GetInt32());
        var lora = theory.RootElement.GetProperty("lora")[4];
        Assert.Equal(lora.GetProperty("risk").GetDouble(), lora.GetProperty("bias").GetDouble() + lora.GetProperty("variance").GetDouble(), 1e-9);
        Assert.Equal("exact", theory.RootElement.GetProperty("full").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Beside_n_equal_to_dx_medians_are_simulated_and_that_is_said()
    {
        (int code, string output, string error) = await Workplace.RunAsync("theory", "--dx", "30", "--dy", "20", "--n", "31", "--noise-std", "1", "--shift-rank", "2");
        Assert.Equal(0, code);
        Assert.StartsWith("RANK  MEDIAN RISK  95 % FROM", output, StringComparison.Ordinal);
        Assert.Contains("simulated medians: so near n = dx means or their variances are infinite", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_equivalent_the_risks_are_simulated_with_intervals()
    {
        using var risks = await Json(["theory", "--dx", "30", "--dy", "20", "--n", "15", "--noise-std", "1", "--shift-rank", "2", "--input-spectrum", "power", "--input-decay-rate", "1", "--json"]);
        Assert.True(risks.RootElement.GetProperty("simulated").GetBoolean());
        Assert.All(risks.RootElement.GetProperty("lora").EnumerateArray(), risk => Assert.InRange(risk.GetProperty("risk").GetDouble(), risk.GetProperty("low").GetDouble(), risk.GetProperty("high").GetDouble()));
    }

    [Theory]
    [InlineData("300", "its bias")]
    [InlineData("61", "median excess risk")]
    public async Task The_curve_is_drawn_on_demand(string samples, string word)
    {
        using var place = new Workplace();
        (int code, _, string error) = await Workplace.RunAsync("theory", "--dx", "60", "--dy", "50", "--n", samples, "--noise-std", "4", "--shift-rank", "5", "--trials", "50", "--out", place.Path("figures"));
        Assert.Equal(0, code);
        Assert.Contains($"wrote {place.Path("figures/theory.png")}", error, StringComparison.Ordinal);
        string svg = await File.ReadAllTextAsync(place.Path("figures/theory.svg"));
        Assert.Contains("full fine-tuning", svg, StringComparison.Ordinal);
        Assert.Contains(word, svg, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advice_names_the_best_rank_and_full_fine_tuning_where_nothing_is_gained()
    {
        (int code, string output, _) = await Workplace.RunAsync(["advise", .. Problem]);
        Assert.Equal(0, code);
        Assert.StartsWith("LoRA, rank 5: expected risk ", output, StringComparison.Ordinal);
        Assert.Contains("n 150", output, StringComparison.Ordinal);
        Assert.Contains("noise_std 8", output, StringComparison.Ordinal);

        using var full = await Json(["advise", "--dx", "20", "--dy", "20", "--n", "400", "--noise-std", "0.01", "--shift-rank", "20", "--spectrum", "constant", "--json"]);
        Assert.Equal("full", full.RootElement.GetProperty("method").GetString());
        Assert.Equal(20, full.RootElement.GetProperty("smallest_rank").GetInt32());
    }

    [Fact]
    public async Task A_rank_is_read_off_the_singular_values_of_a_residual()
    {
        using var place = new Workplace();
        string values = place.Write("values.csv", "90, 60\n35 12.5 11\n3");
        string[] data = ["advise", "--dx", "60", "--dy", "50", "--n", "300", "--noise-std", "1", "--residuals", values];
        (int code, string output, _) = await Workplace.RunAsync(data);
        Assert.Equal((0, "LoRA, rank 3"), (code, output.Split('\n')[0]));
        Assert.StartsWith("3 of 6 singular values are above 1", output.Split('\n')[1], StringComparison.Ordinal);

        (int wrong, _, string error) = await Workplace.RunAsync([.. data[..^1], place.Write("bad.csv", "1 two")]);
        Assert.Equal(64, wrong);
        Assert.Contains("got 'two'; expected singular values", error, StringComparison.Ordinal);
        Assert.Equal(66, (await Workplace.RunAsync([.. data[..^1], place.Path("none")])).Code);
        Assert.Equal(64, (await Workplace.RunAsync([.. data[..^1], place.Write("many.csv", string.Join(' ', Enumerable.Repeat("1", 51)))])).Code);
        Assert.Equal(64, (await Workplace.RunAsync([.. data, "--shift-rank", "3"])).Code);
    }

    [Fact]
    public async Task A_wider_margin_allows_a_smaller_rank()
    {
        string[] decaying = ["advise", "--dx", "60", "--dy", "60", "--n", "600", "--noise-std", "0.5", "--shift-rank", "60", "--spectrum", "exponential", "--decay-rate", "0.1", "--json"];
        using var strict = await Json([.. decaying, "--margin", "0"]);
        using var loose = await Json([.. decaying, "--margin", "30"]);
        Assert.Equal(strict.RootElement.GetProperty("rank").GetInt32(), strict.RootElement.GetProperty("smallest_rank").GetInt32());
        Assert.True(loose.RootElement.GetProperty("smallest_rank").GetInt32() < strict.RootElement.GetProperty("smallest_rank").GetInt32());
    }

    [Fact]
    public async Task Everything_wrong_with_a_problem_is_said_at_once()
    {
        (int code, _, string error) = await Workplace.RunAsync("advise", "--dx", "0", "--dy", "x", "--n", "10", "--noise-std", "-1", "--shift-rank", "2");
        Assert.Equal(64, code);
        Assert.Contains("--dx: got '0'; expected an integer from 1 to 16384", error, StringComparison.Ordinal);
        Assert.Contains("--dy: got 'x'", error, StringComparison.Ordinal);
        Assert.Contains("--noise-std: got '-1'", error, StringComparison.Ordinal);
        Assert.Equal(64, (await Workplace.RunAsync("advise", "--dx", "5", "--dy", "5", "--n", "10", "--noise-std", "1", "--shift-rank", "6")).Code);
        Assert.Equal(64, (await Workplace.RunAsync(["advise", .. Problem, "--margin", "-1"])).Code);
        Assert.Equal(64, (await Workplace.RunAsync(["theory", .. Problem, "--trials", "1"])).Code);
    }

    [Fact]
    public async Task Singular_values_of_ones_own_come_from_a_file_and_need_no_rank()
    {
        using var place = new Workplace();
        string file = place.Write("s.csv", "0.5, 1\n0.25 0.125");
        string[] rest = ["--dx", "40", "--dy", "30", "--n", "200", "--noise-std", "0.1", "--json"];
        using var given = await Json(["theory", "--spectrum", file, .. rest]);
        using var power = await Json(["theory", "--spectrum", "exponential", "--shift-rank", "4", "--decay-rate", "0.6931471805599453", .. rest]);
        Assert.All(Risks(given).Zip(Risks(power)), pair => Assert.Equal(pair.Second, pair.First, 1e-9 * pair.Second));
    }

    [Fact]
    public async Task A_file_of_singular_values_that_is_none_is_refused()
    {
        using var place = new Workplace();
        string[] rest = ["--dx", "40", "--dy", "30", "--n", "200", "--noise-std", "0.1"];
        Assert.Equal(66, (await Workplace.RunAsync(["advise", "--spectrum", place.Path("none.csv"), .. rest])).Code);
        Assert.Contains("got 'x'; expected singular values", (await Workplace.RunAsync(["advise", "--spectrum", place.Write("a.csv", "1 x"), .. rest])).Error, StringComparison.Ordinal);
        Assert.Contains("as many as --true-rank says, 3", (await Workplace.RunAsync(["advise", "--spectrum", place.Write("b.csv", "1 2"), "--shift-rank", "3", .. rest])).Error, StringComparison.Ordinal);
    }

    private static double[] Risks(JsonDocument risks) => [.. risks.RootElement.GetProperty("lora").EnumerateArray().Select(risk => risk.GetProperty("risk").GetDouble())];

    private static async Task<JsonDocument> Json(string[] args)
    {
        (int code, string output, string error) = await Workplace.RunAsync(args);
        Assert.True(code == 0, error);
        return JsonDocument.Parse(output);
    }
}
