using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.FineTuning;

/// <summary>The grid parameters of fine-tuning, in column order, and the way from a cell to a <see cref="FineTuneSetting"/>.</summary>
public static class FineTuneParameters
{
    /// <summary>The networks that come with the program.</summary>
    public static IReadOnlyList<string> EmbeddedModels { get; } = ["mlp", "transformer"];

    /// <summary>Their downstream tasks.</summary>
    public static IReadOnlyList<string> EmbeddedTasks { get; } = ["swapped", "mirrored", "relabelled", "rotated", "negative"];

    /// <summary>The specifications, in column order.</summary>
    public static IReadOnlyList<ParameterSpec> All { get; } =
    [
        new("model", ParameterKind.Choice, "The pre-trained network: one of the program's own, or a directory of LORACLUSTER_MODELS.") { Label = "model", Choices = EmbeddedModels, IsOpen = true },
        new("task", ParameterKind.Choice, "The downstream task: one of the program's own, or a directory of LORACLUSTER_TASKS.") { Label = "task", Choices = EmbeddedTasks, IsOpen = true },
        new("label_noise", ParameterKind.Real, "Share η of training and validation labels replaced by another one.") { Label = "label noise η", Default = ParameterValue.Of(0.0), Minimum = 0, Maximum = 1 },
        new("sample_fraction", ParameterKind.Real, "Share of the training split that is used.")
        {
            Label = "share of the training samples", Default = ParameterValue.Of(1.0), Minimum = 0, MinimumExcluded = true, Maximum = 1,
        },
        new("optimizer", ParameterKind.Choice, "adamw, or sgd with momentum 0.9.") { Label = "optimizer", Default = ParameterValue.Of("adamw"), Choices = ["adamw", "sgd"] },
        new("learning_rate", ParameterKind.Real, "Middle of the learning rates tried for full fine-tuning.")
        {
            Label = "learning rate", Default = ParameterValue.Of(0.001), Minimum = 0, MinimumExcluded = true, Maximum = 100,
        },
        new("lora_learning_rate", ParameterKind.Real, "Middle of the learning rates tried for LoRA.")
        {
            Label = "learning rate of LoRA", Default = ParameterValue.Of(0.01), Minimum = 0, MinimumExcluded = true, Maximum = 100,
        },
        new("search_points", ParameterKind.Integer, "Learning rates tried, √10 apart; the validation split chooses.") { Label = "learning rates tried", Default = ParameterValue.Of(3), Minimum = 1, Maximum = 9 },
        new("epochs", ParameterKind.Integer, "Passes over the training samples.") { Label = "epochs", Default = ParameterValue.Of(10), Minimum = 1, Maximum = 1000 },
        new("batch_size", ParameterKind.Integer, "Samples of one step.") { Label = "batch size", Default = ParameterValue.Of(50), Minimum = 1, Maximum = 10_000 },
        new("lora_alpha", ParameterKind.Real, "LoRA's α.") { Label = "LoRA's α", Default = ParameterValue.Of(16.0), Minimum = 0, MinimumExcluded = true, Maximum = 1e6 },
        new("lora_scaling", ParameterKind.Choice, "standard: α/r; rank_stabilized: α/√r.") { Label = "scaling", Default = ParameterValue.Of("standard"), Choices = ["standard", "rank_stabilized"] },
        new("lora_targets", ParameterKind.Choice, "The weights that LoRA updates.") { Label = "LoRA's targets", Default = ParameterValue.Of("all"), Choices = ["all", "attention", "mlp"] },
        new("max_tokens", ParameterKind.Integer, "Tokens of a sample at most, for models of text.") { Label = "tokens of a sample", Default = ParameterValue.Of(512), Minimum = 8, Maximum = 32_768 },
    ];

    /// <summary>The largest rank of LoRA: the random words of a factor's beginning are counted for matrices of up to 16,384 inputs.</summary>
    public const int RankMax = 1024;

    /// <summary>A model on a task, all else as a sweep has it that says nothing else.</summary>
    public static FineTuneSetting DefaultsOf(string model, string task) =>
        SettingOf(new Cell(0, [ParameterValue.Of(model), ParameterValue.Of(task), .. All.Skip(2).Select(parameter => parameter.Default!.Value)]));

    /// <summary>The setting of a cell; throws <see cref="ArgumentException"/> where its values are not those of <see cref="All"/>.</summary>
    public static FineTuneSetting SettingOf(Cell cell)
    {
        IReadOnlyList<ParameterValue> v = cell.Values;
        if (v.Count != All.Count)
        {
            throw new ArgumentException($"a cell of fine-tuning has {All.Count} values, not {v.Count}", nameof(cell));
        }

        return new FineTuneSetting
        {
            Model = v[0].Text,
            Task = v[1].Text,
            LabelNoise = v[2].Real,
            SampleFraction = v[3].Real,
            Optimizer = v[4].Text,
            LearningRate = v[5].Real,
            LoraLearningRate = v[6].Real,
            SearchPoints = (int)v[7].Integer,
            Epochs = (int)v[8].Integer,
            BatchSize = (int)v[9].Integer,
            LoraAlpha = v[10].Real,
            LoraScaling = v[11].Text,
            LoraTargets = v[12].Text,
            MaxTokens = (int)v[13].Integer,
        };
    }
}
