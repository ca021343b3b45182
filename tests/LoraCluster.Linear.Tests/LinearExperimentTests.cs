using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Linear.Tests;

public class LinearExperimentTests
{
    private static readonly LinearExperiment Experiment = new();

    private static Cell CellOf(long n = 50, double noise = 1, string spectrum = "gaussian", double decay = 0, long trueRank = 4, string alignment = "none") => new(0,
    [
        ParameterValue.Of(20L), ParameterValue.Of(16L), ParameterValue.Of(n), ParameterValue.Of(noise), ParameterValue.Of(trueRank),
        ParameterValue.Of(spectrum), ParameterValue.Of(1.0), ParameterValue.Of(decay), ParameterValue.Of("identity"),
        ParameterValue.Of(0.0), ParameterValue.Of(false), ParameterValue.Of(alignment),
    ]);

    private static readonly Outcome Full = new("full", null);

    [Theory]
    [InlineData(16, Moments.Finite)]
    [InlineData(17, Moments.InfiniteVariance)]
    [InlineData(18, Moments.InfiniteVariance)]
    [InlineData(19, Moments.InfiniteMean)]
    [InlineData(20, Moments.InfiniteMean)]
    [InlineData(21, Moments.InfiniteMean)]
    [InlineData(23, Moments.InfiniteVariance)]
    [InlineData(24, Moments.Finite)]
    public void Moments_follow_the_distance_of_n_to_dx(long n, Moments expected) => Assert.Equal(expected, Experiment.MomentsOf(CellOf(n), Full));

    [Fact]
    public void Without_noise_every_moment_exists() => Assert.Equal(Moments.Finite, Experiment.MomentsOf(CellOf(20, 0), Full));

    [Fact]
    public void Full_fine_tuning_and_lora_of_full_rank_carry_the_exact_mean()
    {
        double expected = 16.0 * 20 / 29;
        Assert.Equal(expected, Experiment.TheoryOf(CellOf(), new Outcome("full", null)).Mean!.Value, 1e-12);
        Assert.Equal(expected, Experiment.TheoryOf(CellOf(), new Outcome("lora", 16)).Mean!.Value, 1e-12);
        Assert.Equal("exact", Experiment.TheoryOf(CellOf(), new Outcome("lora", 16)).Status);
    }

    [Theory]
    [InlineData(100, 1, "constant", "ok")]
    [InlineData(100, 2.4, "constant", "near threshold")]
    [InlineData(23, 1, "constant", "near n = dx")]
    [InlineData(21, 1, "constant", "outside")]
    [InlineData(20, 0, "constant", "outside")]
    [InlineData(10, 0.1, "power", "ok")]
    public void Lora_of_lower_rank_carries_the_limit_and_how_far_it_is_to_be_trusted(long n, double noise, string spectrum, string status)
    {
        var theory = Experiment.TheoryOf(CellOf(n, noise, spectrum), new Outcome("lora", 2));
        Assert.Equal(status, theory.Status);
        Assert.Equal(status == "outside", theory.Mean is null);
    }

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData("ridge", null, 0)]
    [InlineData("mica", null, 4)]
    [InlineData(null, "intruder_dimensions", 4)]
    public void Memory_counts_what_further_estimators_hold(string? method, string? diagnostic, int mapsOfInputsAndOutputs)
    {
        var request = new OutcomeRequest(RankSelection.All, method is null ? null : ["full", "lora", method], diagnostic is null ? null : [diagnostic]);
        double more = Experiment.WorkspaceBytes(CellOf(), request) - Experiment.WorkspaceBytes(CellOf(), OutcomeRequest.Default);
        Assert.Equal(method is null && diagnostic is null, more == 0);
        Assert.InRange(more, 8 * mapsOfInputsAndOutputs * 20 * 16, double.MaxValue);
    }

    [Fact]
    public void Cells_in_turn_carry_their_own_theory()
    {
        double? Of(double noise) => Experiment.TheoryOf(CellOf(100, noise, "constant"), new Outcome("lora", 2)).Mean;
        Assert.Equal((Of(1), Of(0.1)), (Of(1), Of(0.1)));
        Assert.True(Of(1) > Of(0.1));
    }

    [Fact]
    public void An_impossible_true_rank_or_lora_rank_or_idle_decay_is_a_problem()
    {
        Assert.Equal("true_rank", Experiment.Check(CellOf(trueRank: 17), OutcomeRequest.Default).Single().Fields[0]);
        Assert.Equal("lora_ranks", Experiment.Check(CellOf(), new OutcomeRequest(RankSelection.Of([1, 17]))).Single().Fields[0]);
        Assert.Equal("decay_rate", Experiment.Check(CellOf(decay: 1), OutcomeRequest.Default).Single().Fields[0]);
        Assert.Empty(Experiment.Check(CellOf(spectrum: "power", decay: 1), new OutcomeRequest(RankSelection.Of([16]))));
    }

    [Fact]
    public void Rank_and_idle_parameters_do_not_enter_the_random_stream()
    {
        ulong hash = DataHash.Of(Experiment, CellOf(), new HashSet<string>());
        Assert.Equal(hash, DataHash.Of(Experiment, CellOf() with { Index = 99 }, new HashSet<string>()));
        Assert.NotEqual(hash, DataHash.Of(Experiment, CellOf(noise: 2), new HashSet<string>()));
        Assert.Equal(
            DataHash.Of(Experiment, CellOf(noise: 1), new HashSet<string> { "noise_std" }),
            DataHash.Of(Experiment, CellOf(noise: 2), new HashSet<string> { "noise_std" }));
    }

    [Fact]
    public void Estimators_and_parameters_have_words_for_figures()
    {
        Assert.Equal("full fine-tuning", Experiment.LabelOf(new Outcome("full", null)));
        Assert.Equal("LoRA r = 4", Experiment.LabelOf(new Outcome("lora", 4)));
        Assert.All(Experiment.Parameters, spec => Assert.NotEmpty(spec.Label!));
    }

    [Fact]
    public void The_fingerprint_comes_out_the_same_twice() => Assert.Equal(Experiment.NumericFingerprint(), LinearFingerprint.Compute());

    [Fact]
    public void Outcomes_stand_measure_by_measure_and_the_fast_ones_first()
    {
        var request = new OutcomeRequest(RankSelection.Of([1, 2]), ["full", "lora", "ridge", "mica"], ["forgetting"]);
        Assert.Equal(
            "full, lora 1, lora 2, ridge, mica 1, mica 2, full forgetting, lora 1 forgetting, lora 2 forgetting, ridge forgetting, mica 1 forgetting, mica 2 forgetting",
            string.Join(", ", Experiment.Outcomes(CellOf(), request).Select(o => o.Method + (o.Rank is { } r ? $" {r}" : "") + (o.Measure == Outcome.Risk ? "" : " " + o.Measure))));
    }

    [Fact]
    public void Other_methods_and_diagnostics_leave_the_risks_of_full_fine_tuning_and_lora_alone()
    {
        Cell cell = CellOf();
        var plain = Experiment.Outcomes(cell, new OutcomeRequest(RankSelection.Of([1, 3])));
        var all = Experiment.Outcomes(cell, new OutcomeRequest(RankSelection.Of([1, 3]), Experiment.Methods, Experiment.Diagnostics));
        var (few, many) = (new double[10 * plain.Count], new double[10 * all.Count]);
        using ITrialRunner runner = Experiment.CreateRunner();
        runner.Run(cell, plain, 1, 2, 3, 10, few);
        runner.Run(cell, all, 1, 2, 3, 10, many);
        for (int t = 0; t < 10; t++)
        {
            Assert.Equal(few[(t * plain.Count)..((t + 1) * plain.Count)], many[(t * all.Count)..((t * all.Count) + plain.Count)]);
        }

        Assert.DoesNotContain(many, double.IsNaN);
    }

    [Fact]
    public void A_penalty_keeps_every_moment_where_n_meets_dx()
    {
        Assert.Equal(Moments.Finite, Experiment.MomentsOf(CellOf(20), new Outcome("ridge", null)));
        Assert.Equal(Moments.Finite, Experiment.MomentsOf(CellOf(20), new Outcome("full", null, "intruder_dimensions")));
        Assert.Equal(Moments.InfiniteMean, Experiment.MomentsOf(CellOf(20), new Outcome("mica", 1)));
    }

    [Fact]
    public void An_alignment_that_nothing_looks_at_is_a_problem()
    {
        Cell aligned = CellOf(alignment: "minor");
        Assert.Equal("shift_alignment", Experiment.Check(aligned, OutcomeRequest.Default).Single().Fields[0]);
        Assert.Empty(Experiment.Check(aligned, new OutcomeRequest(RankSelection.All, ["full", "mica"])));
        Assert.Empty(Experiment.Check(aligned, new OutcomeRequest(RankSelection.All, null, ["intruder_dimensions"])));
    }

    [Fact]
    public void Advice_is_the_best_rank_by_theory_or_the_baseline_where_that_is_all_of_it()
    {
        Assert.Equal(new Recommendation(16, Full, "lora"), Experiment.AdviceOf(CellOf(n: 2000, noise: 0.001, trueRank: 16)));
        Assert.Equal(new Recommendation(4, new Outcome("lora", 4), "lora"), Experiment.AdviceOf(CellOf(n: 200, noise: 0.1, spectrum: "constant")));
        Assert.Null(Experiment.AdviceOf(CellOf(21)));
    }
}
