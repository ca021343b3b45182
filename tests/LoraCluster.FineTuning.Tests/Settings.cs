using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.FineTuning.Tests;

internal static class Settings
{
    public static FineTuneSetting Of() => new()
    {
        Model = "mlp",
        Task = "swapped",
        LabelNoise = 0.25,
        SampleFraction = 0.1,
        Optimizer = "sgd",
        LearningRate = 0.01,
        LoraLearningRate = 0.02,
        SearchPoints = 3,
        Epochs = 7,
        BatchSize = 20,
        LoraAlpha = 8,
        LoraScaling = "rank_stabilized",
        LoraTargets = "mlp",
        MaxTokens = 99,
    };

    public static Cell Cell() => new(0,
    [
        ParameterValue.Of("mlp"), ParameterValue.Of("swapped"), ParameterValue.Of(0.25), ParameterValue.Of(0.1), ParameterValue.Of("sgd"), ParameterValue.Of(0.01), ParameterValue.Of(0.02),
        ParameterValue.Of(3), ParameterValue.Of(7), ParameterValue.Of(20), ParameterValue.Of(8.0), ParameterValue.Of("rank_stabilized"), ParameterValue.Of("mlp"), ParameterValue.Of(99),
    ]);
}
