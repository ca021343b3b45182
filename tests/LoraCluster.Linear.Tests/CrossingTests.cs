using System.Text;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Linear.Tests;

public class CrossingTests
{
    private static SweepDefinition Sweep(string find, string more = "", int trials = 40, string ranks = "[1, 2]")
    {
        string text = $$"""
            {"name": "t", "trials": {{trials}}, "find": {{find}}, "lora_ranks": {{ranks}},
             "grid": {"dx": 60, "dy": 60, "n": 240, "true_rank": 4, "spectrum": "power", "decay_rate": 0.5 {{more}} } }
            """;
        var parsed = SweepFile.Parse(Encoding.UTF8.GetBytes(text), "t.yaml", [new LinearExperiment()]);
        Assert.Empty(parsed.Errors.Select(e => e.ToString()));
        return parsed.Definition!;
    }

    private static IReadOnlyList<RiskRow> Rows(SweepDefinition sweep)
    {
        var cell = sweep.Grid.CellAt(0)!.Value;
        using ITrialRunner runner = sweep.Experiment.CreateRunner();
        return WholeCell.Rows(sweep, cell, WholeCell.Losses(sweep, cell, runner));
    }

    private static string Error(string find)
    {
        string text = "name: t\ntrials: 10\nfind: " + find + "\ngrid: {dx: 8, dy: 8, n: 40, true_rank: 2, spectrum: gaussian}";
        return Assert.Single(SweepFile.Parse(Encoding.UTF8.GetBytes(text), "t.yaml", [new LinearExperiment()]).Errors).ToString();
    }

    [Fact]
    public void The_crossing_found_is_that_of_the_theory()
    {
        var rows = Rows(Sweep("""{"crossing": "lora-vs-full", "along": "noise_std", "between": [0.05, 5]}"""));
        Assert.Equal(["lora ", "lora 1", "lora 2"], rows.Select(r => $"{r.Outcome.Method} {r.Outcome.Rank}"));
        Assert.All(rows, row => Assert.Equal(CrossingSearch.Measure, row.Outcome.Measure));
        foreach (RiskRow row in rows.Skip(1))
        {
            Assert.Equal("ok", row.TheoryStatus);
            Assert.Equal(row.TheoryMean!.Value, row.Mean!.Value, 0.015 * row.TheoryMean.Value);
            Assert.True(row.Sem < 0.01 * row.Mean);
        }

        Assert.True(rows[0].Mean <= rows.Skip(1).Min(r => r.Mean) * 1.0001);
    }

    [Fact]
    public void At_the_crossing_two_plain_simulations_are_equal_within_their_errors()
    {
        double crossing = Rows(Sweep("""{"crossing": "lora-vs-full", "along": "noise_std", "between": [0.05, 5]}""", ranks: "[2]"))[1].Mean!.Value;
        string text = FormattableString.Invariant(
            $"{{name: t, trials: 8000, seed: 9, lora_ranks: [2], grid: {{dx: 60, dy: 60, n: 240, true_rank: 4, spectrum: power, decay_rate: 0.5, noise_std: {crossing:R}}}}}");
        var plain = Rows(SweepFile.Parse(Encoding.UTF8.GetBytes(text), "t.yaml", [new LinearExperiment()]).Definition!);
        Assert.InRange(plain[1].DiffMean!.Value, -0.01 * plain[0].Mean!.Value, 0.01 * plain[0].Mean!.Value);
    }

    [Fact]
    public void Few_draws_are_biased_less_than_their_own_error_over_many_trials()
    {
        const string Search = """{"crossing": "lora-vs-full", "along": "scale", "between": [0.05, 5], "draws": """;
        var few = Rows(Sweep(Search + "32}", ", \"noise_std\": 0.5", 256, "[2]"));
        var many = Rows(Sweep(Search + "1024}", ", \"noise_std\": 0.5", 16, "[2]"));
        double apart = Math.Abs(few[1].Mean!.Value - many[1].Mean!.Value);
        Assert.True(apart < 4 * Math.Sqrt((few[1].Sem * few[1].Sem + many[1].Sem * many[1].Sem)!.Value), $"{apart}");
    }

    [Fact]
    public void Scale_and_noise_cross_at_the_same_ratio()
    {
        double noise = Rows(Sweep("""{"crossing": "lora-vs-full", "along": "noise_std", "between": [0.1, 10], "tolerance": 1e-9}""", ranks: "[2]"))[1].TheoryMean!.Value;
        double scale = Rows(Sweep("""{"crossing": "lora-vs-full", "along": "scale", "between": [0.1, 10], "tolerance": 1e-9}""", ", \"noise_std\": 1", ranks: "[2]"))[1].TheoryMean!.Value;
        Assert.Equal(1, noise * scale, 1e-6);
    }

    [Fact]
    public void Where_nothing_crosses_every_trial_says_so()
    {
        var rows = Rows(Sweep("""{"crossing": "lora-vs-full", "along": "noise_std", "between": [2, 5]}""", trials: 3));
        Assert.All(rows, row => Assert.Equal((3, null, "none"), (row.Failed, row.Mean, row.TheoryStatus)));
    }

    [Fact]
    public void A_trial_stands_for_itself()
    {
        var sweep = Sweep("""{"crossing": "lora-vs-full", "along": "noise_std", "between": [0.05, 5], "draws": 16}""", trials: 6);
        var cell = sweep.Grid.CellAt(0)!.Value;
        using ITrialRunner runner = sweep.Experiment.CreateRunner();
        double[] together = WholeCell.Losses(sweep, cell, runner);
        for (int t = 0; t < 6; t++)
        {
            Assert.Equal(together[(3 * t)..((3 * t) + 3)], WholeCell.Run(sweep, cell, sweep.OutcomesOf(cell), runner, t, 1));
        }
    }

    [Fact]
    public void The_normal_form_is_a_sweep_file_again()
    {
        var sweep = Sweep("""{"crossing": "lora-vs-full", "along": "noise_std", "between": [0.05, 5]}""");
        Assert.Contains("""
            "find":{"crossing":"lora-vs-full","along":"noise_std","between":[0.05,5],"tolerance":0.001,"draws":128}
            """, sweep.CanonicalJson, StringComparison.Ordinal);
        Assert.Equal(sweep.Hash, SweepFile.Parse(Encoding.UTF8.GetBytes(sweep.CanonicalJson), "t", [new LinearExperiment()]).Definition!.Hash);
        Assert.DoesNotContain(sweep.Experiment.Parameters, p => p.Name == "noise_std");
    }

    [Theory]
    [InlineData("{crossing: lora-vs-full, along: noise_std}", "find: missing: between")]
    [InlineData("{crossing: lora-vs-all, along: noise_std, between: [1, 2]}", "find.crossing: unknown crossing; got lora-vs-all")]
    [InlineData("{crossing: lora-vs-full, along: dx, between: [1, 2]}", "find.along: unknown along; got dx")]
    [InlineData("{crossing: lora-vs-full, along: noise_std, between: [2, 1]}", "find.between: no interval above 0; got [2, 1]")]
    [InlineData("{crossing: lora-vs-full, along: noise_std, between: 3}", "find.between: wrong type")]
    [InlineData("{crossing: lora-vs-full, along: noise_std, between: [1, 2], tolerance: 0}", "find.tolerance: out of range; got 0")]
    [InlineData("{crossing: lora-vs-full, along: noise_std, between: [1, 2], draws: 1}", "find.draws: out of range; got 1")]
    public void What_is_wrong_is_named(string find, string expected)
    {
        // The grid has no noise_std: where it is not what is looked for, that is another error.
        if (find.Contains("noise_std", StringComparison.Ordinal))
        {
            Assert.Contains(expected, Error(find), StringComparison.Ordinal);
        }
        else
        {
            string text = "name: t\nfind: " + find + "\ngrid: {dx: 8, dy: 8, n: 40, true_rank: 2, spectrum: gaussian, noise_std: 1}";
            Assert.Contains(SweepFile.Parse(Encoding.UTF8.GetBytes(text), "t", [new LinearExperiment()]).Errors, e => e.ToString().Contains(expected, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_ends_of_the_interval_must_be_allowed_too()
    {
        const string Text = "{name: t, find: {crossing: lora-vs-full, along: noise_std, between: [1e-150, 1]}, grid: {dx: 8, dy: 8, n: 40, true_rank: 2, spectrum: gaussian}}";
        Assert.Contains("its square would underflow", Assert.Single(SweepFile.Parse(Encoding.UTF8.GetBytes(Text), "t", [new LinearExperiment()]).Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_without_a_mean_risk_is_refused()
    {
        const string Text = "{name: t, find: {crossing: lora-vs-full, along: noise_std, between: [1, 2]}, grid: {dx: 8, dy: 8, n: 9, true_rank: 2, spectrum: gaussian}}";
        Assert.Contains(
            "full fine-tuning has no mean risk",
            Assert.Single(SweepFile.Parse(Encoding.UTF8.GetBytes(Text), "t", [new LinearExperiment()]).Errors).ToString(),
            StringComparison.Ordinal);
    }
}
