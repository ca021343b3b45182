namespace LoraCluster.FineTuning;

/// <summary>One cell: which network is tuned on what, and how.</summary>
public sealed record FineTuneSetting
{
    /// <summary>An embedded network (<see cref="FineTuneParameters.EmbeddedModels"/>) or a directory of models.</summary>
    public required string Model { get; init; }

    /// <summary>An embedded task (<see cref="FineTuneParameters.EmbeddedTasks"/>) or a directory of tasks.</summary>
    public required string Task { get; init; }

    /// <summary>Share η of training and validation labels that are replaced by another one, 0 … 1.</summary>
    public required double LabelNoise { get; init; }

    /// <summary>Share of the training split that is used, above 0 and at most 1.</summary>
    public required double SampleFraction { get; init; }

    /// <summary><c>adamw</c> or <c>sgd</c> (momentum 0.9).</summary>
    public required string Optimizer { get; init; }

    /// <summary>The middle of the learning rates tried for full fine-tuning.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The same for LoRA.</summary>
    public required double LoraLearningRate { get; init; }

    /// <summary>How many learning rates are tried, each √10 times the one before, around the middle; the validation split chooses.</summary>
    public required int SearchPoints { get; init; }

    /// <summary>Passes over the training examples.</summary>
    public required int Epochs { get; init; }

    /// <summary>Examples of a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>LoRA's α.</summary>
    public required double LoraAlpha { get; init; }

    /// <summary><c>standard</c>: updates are α/r · B A; <c>rank_stabilized</c>: α/√r · B A (Kalajdzievski, arXiv:2312.03732).</summary>
    public required string LoraScaling { get; init; }

    /// <summary>Which weights LoRA updates: <c>all</c>, <c>attention</c> or <c>mlp</c>.</summary>
    public required string LoraTargets { get; init; }

    /// <summary>Tokens of an example at most; the beginning of longer ones is cut off. Models of tokens only.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>True for a network of this project, false for a directory.</summary>
    public bool IsEmbedded => FineTuneParameters.EmbeddedModels.Contains(Model, StringComparer.Ordinal);

    /// <summary>The factor of B A at a rank.</summary>
    public double ScaleOf(int rank) => LoraScaling == "rank_stabilized" ? LoraAlpha / Math.Sqrt(rank) : LoraAlpha / rank;

    /// <summary>The learning rates tried, ascending.</summary>
    public IReadOnlyList<double> LearningRates(bool isLora)
    {
        double middle = isLora ? LoraLearningRate : LearningRate;
        return [.. Enumerable.Range(0, SearchPoints).Select(i => Away(middle, (2 * i) - (SearchPoints - 1)))];
    }

    // Fourth roots of ten, by square roots and products alone: Math.Pow's bits follow the C library.
    private static double Away(double middle, int quarters)
    {
        double root = Math.Sqrt(10), factor = quarters % 2 == 0 ? 1 : Math.Sqrt(root), rate = middle;
        for (int step = 0; step < Math.Abs(quarters) / 2; step++)
        {
            rate = quarters < 0 ? rate / root : rate * root;
        }

        return quarters < 0 ? rate / factor : rate * factor;
    }
}
