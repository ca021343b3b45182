using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.FineTuning.Tests;

public sealed class FineTuneSettingTests
{
    [Fact]
    public void Learning_rates_stand_around_their_middle_a_root_of_ten_apart()
    {
        FineTuneSetting setting = Settings.Of() with { LearningRate = 0.01, LoraLearningRate = 0.1, SearchPoints = 3 };
        Assert.Equal([0.01 / Math.Sqrt(10), 0.01, 0.01 * Math.Sqrt(10)], setting.LearningRates(isLora: false));
        Assert.Equal(0.1, setting.LearningRates(isLora: true)[1]);
        Assert.Equal([0.01], (setting with { SearchPoints = 1 }).LearningRates(isLora: false));
        IReadOnlyList<double> four = (setting with { SearchPoints = 4 }).LearningRates(isLora: false);
        Assert.All(four.Zip(four.Skip(1)), pair => Assert.Equal(Math.Sqrt(10), pair.Second / pair.First, 12));
        Assert.Equal(0.01, Math.Sqrt(four[1] * four[2]), 12);
    }

    [Fact]
    public void Scales_are_alpha_over_rank_or_over_its_root()
    {
        FineTuneSetting setting = Settings.Of() with { LoraAlpha = 16, LoraScaling = "standard" };
        Assert.Equal(4, setting.ScaleOf(4));
        Assert.Equal(8, (setting with { LoraScaling = "rank_stabilized" }).ScaleOf(4));
    }

    [Fact]
    public void Outcomes_stand_measure_by_measure_with_full_fine_tuning_first_in_each()
    {
        var experiment = new FineTuneExperiment();
        var request = new OutcomeRequest(RankSelection.Of([1, 4]), null, [Measures.Search, Measures.EnergyRanks, Measures.LayerRanks]);
        IReadOnlyList<Outcome> outcomes = experiment.Outcomes(Settings.Cell(), request);
        Assert.Equal(new Outcome("full", null), outcomes[0]);
        Assert.All(outcomes.Chunk(3), three => Assert.Equal(("full", (int?)null, 1, 1), (three[0].Method, three[0].Rank, three[1].Rank, three.Select(o => o.Measure).Distinct().Count())));
        string[] measures = [.. outcomes.Select(o => o.Measure).Distinct()];
        Assert.Equal(["risk", "validation_error_1", "validation_error_2", "validation_error_3", "rank_80", "rank_90", "rank_95", "rank_80.blocks.0.fc"], measures[..8]);
        Assert.Equal(7 + (3 * 3), measures.Length);
    }

    [Fact]
    public void Every_parameter_reaches_the_setting()
    {
        FineTuneSetting setting = FineTuneParameters.SettingOf(Settings.Cell());
        Assert.Equal(Settings.Of(), setting);
        Assert.Throws<ArgumentException>(() => FineTuneParameters.SettingOf(new Cell(0, [ParameterValue.Of(1)])));
    }

    [Fact]
    public void What_is_not_said_is_as_in_a_sweep_that_does_not_say_it()
    {
        FineTuneSetting setting = FineTuneParameters.DefaultsOf("transformer", "mirrored");
        Assert.Equal(("transformer", "mirrored", 0.0, 1.0, "adamw", 3, 10, 50), (setting.Model, setting.Task, setting.LabelNoise, setting.SampleFraction, setting.Optimizer, setting.SearchPoints, setting.Epochs, setting.BatchSize));
    }
}
