using System.Globalization;

namespace LoraCluster.FineTuning;

/// <summary>
/// What is measured of each fine-tuned network. Some words of a sweep file (<c>diagnostics:</c>) are several measures of the dataset: a rank for each share of energy, a validation error for each
/// learning rate.
/// </summary>
public static class Measures
{
    /// <summary>Share of the test split answered rightly.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>Mean negative log-likelihood of the right answers of the test split, nats.</summary>
    public const string TestLoss = "test_loss";

    /// <summary>Mean training loss of the last epoch, nats.</summary>
    public const string TrainLoss = "train_loss";

    /// <summary>The learning rate that the validation split chose.</summary>
    public const string LearningRate = "learning_rate";

    /// <summary>Validation errors of all learning rates tried: <c>validation_error_1</c> …</summary>
    public const string Search = "search";

    /// <summary>Numbers that were trained.</summary>
    public const string TrainableParameters = "trainable_parameters";

    /// <summary>Steps of the optimiser.</summary>
    public const string Steps = "steps";

    /// <summary>Rise of the error on the source task's test split.</summary>
    public const string Forgetting = "forgetting";

    /// <summary>Ranks that hold 80, 90 and 95 % of the squared norm of a weight's change, medians over weights: <c>rank_80</c> …</summary>
    public const string EnergyRanks = "energy_ranks";

    /// <summary>The same of every weight: <c>rank_80.blocks.0.q</c> …</summary>
    public const string LayerRanks = "layer_ranks";

    /// <summary>Mean over weights of the leading ten left singular vectors that are like none before (cosines below 0.6; Shuttleworth et al., arXiv:2410.21228).</summary>
    public const string IntruderDimensions = "intruder_dimensions";

    /// <summary>The words of a sweep file.</summary>
    public static IReadOnlyList<string> Words { get; } =
        [Accuracy, TestLoss, TrainLoss, LearningRate, Search, TrainableParameters, Steps, EnergyRanks, LayerRanks, IntruderDimensions, Forgetting];

    /// <summary>The shares of energy, percent.</summary>
    public static IReadOnlyList<int> Energies { get; } = [80, 90, 95];

    /// <summary>The measures of one word, in the order of the dataset.</summary>
    internal static IEnumerable<string> Of(string word, FineTuneSetting setting) => word switch
    {
        Search => Enumerable.Range(1, setting.SearchPoints).Select(ValidationError),
        EnergyRanks => Energies.Select(RankAt),
        LayerRanks => Energies.SelectMany(share => EmbeddedNetworks.WeightsOf(setting.Model).Select(weight => RankOf(share, weight))),
        _ => [word],
    };

    /// <summary>The validation error of the i-th learning rate, from 1.</summary>
    public static string ValidationError(int i) => string.Create(CultureInfo.InvariantCulture, $"validation_error_{i}");

    /// <summary>The median rank at a share of energy.</summary>
    public static string RankAt(int percent) => string.Create(CultureInfo.InvariantCulture, $"rank_{percent}");

    /// <summary>The rank of one weight at a share of energy.</summary>
    public static string RankOf(int percent, string weight) => $"{RankAt(percent)}.{weight}";
}
