using LoraCluster.FineTuning;
using LoraCluster.FineTuning.Texts;
using LoraCluster.Training.Networks;
using LoraCluster.Training.Storage;
using LoraCluster.Training.Texts;

namespace LoraCluster.Training.Tests.Texts;

/// <summary>Fine-tuning of a tiny language model on ten questions: it must learn them by heart.</summary>
public sealed class TextTrialTests : IDisposable
{
    private static readonly FineTuneSetting Setting = new()
    {
        Model = "qwen",
        Task = "ten",
        LabelNoise = 0,
        SampleFraction = 1,
        Optimizer = "adamw",
        LearningRate = 0.01,
        LoraLearningRate = 0.03,
        SearchPoints = 1,
        Epochs = 100,
        BatchSize = 5,
        LoraAlpha = 16,
        LoraScaling = "standard",
        LoraTargets = "all",
        MaxTokens = 64,
    };

    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(4)]
    public void Ten_questions_are_learnt_by_heart(int? rank)
    {
        LanguageModel model = Golden.Model("qwen");
        using var trial = new TextTrial(model, Questions(), Setting, 1, 2, 3);
        Score before = trial.Test(WeightSet.Frozen(model.Weights));
        TuningResult tuned = Tuning.Run(trial, Setting, rank, 1, 2, 3)!;
        using WeightSet weights = tuned.Weights;
        Score after = trial.Test(weights);
        Assert.InRange(before.Error, 0.2, 1);
        Assert.Equal(0, after.Error);
        // Guessing costs ln 3, 1.1 nats.
        Assert.InRange(after.Loss, 0, 0.3);
        Assert.InRange(tuned.Training.TrainLoss, 0, 0.3);
    }

    [Fact]
    public void An_adapter_that_was_saved_answers_as_before_and_is_read_by_the_spectrum_too()
    {
        LanguageModel model = Golden.Model("qwen");
        using var trial = new TextTrial(model, Questions(), Setting, 1, 2, 3);
        FineTuneSetting setting = Setting with { Epochs = 5, LoraScaling = "rank_stabilized", LoraTargets = "attention" };
        using WeightSet weights = Tuning.Run(trial, setting, 3, 1, 2, 3)!.Weights;
        AdapterStore.Write(_place.Path("adapter"), weights, setting, 3, "qwen");
        using WeightSet read = AdapterStore.Read(_place.Path("adapter"), model.Network, model.Weights);
        Assert.Equal(trial.Test(weights).Loss, trial.Test(read).Loss, 6);

        using var adapter = Checkpoints.Adapters.Adapter.Open(_place.Path("adapter"));
        Assert.Equal(8, adapter.Updates.Count);
        var update = adapter.Updates["model.layers.1.self_attn.q_proj.weight"];
        var matrix = model.Network.Matrices.Single(one => one.Name == "model.layers.1.self_attn.q_proj");
        var row = new double[matrix.Inputs];
        update.AddRow(2, 0, row);
        double[] change = weights.ChangeOf(matrix)!;
        Assert.All(Enumerable.Range(0, row.Length), i => Assert.Equal(change[(2 * matrix.Inputs) + i], row[i], 6));
    }

    [Fact]
    public void A_free_answer_is_right_where_greedy_decoding_would_write_it()
    {
        LanguageModel model = Golden.Model("qwen");
        Write("train.json", """[{"instruction": "say", "input": "", "output": "yes"}, {"instruction": "tell", "output": "no"}, {"instruction": "say", "output": "yes"}]""");
        Write("test.json", """[{"instruction": "say", "output": "yes"}, {"instruction": "say", "output": "B"}]""");
        using var trial = new TextTrial(model, Open(), Setting with { Epochs = 80, BatchSize = 2 }, 1, 2, 3);
        using WeightSet weights = Tuning.Run(trial, Setting with { Epochs = 80, BatchSize = 2 }, null, 1, 2, 3)!.Weights;
        Assert.Equal(0.5, trial.Test(weights).Error);
    }

    // Learnt by heart means: tested on what it was trained on.
    private TextTask Questions()
    {
        string samples = string.Concat(Enumerable.Range(0, 10).Select(i =>
            $$"""{"question": {"stem": "which {{(char)('p' + i)}}", "choices": [{"label": "A", "text": "rank"}, {"label": "B", "text": "noise"}, {"label": "C", "text": "map"}]}, "answerKey": "{{"ABC"[i * 7 % 3]}}"}""" + "\n"));
        Write("train.jsonl", samples);
        Write("validation.jsonl", samples);
        Write("test.jsonl", samples);
        return Open();
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(_place.Path("ten"));
        File.WriteAllText(_place.Path("ten/" + name), text);
    }

    private TextTask Open() => TextTask.OpenIn(_place.Root, "ten");
}
