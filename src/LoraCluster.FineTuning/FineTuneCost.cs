using System.Globalization;
using System.Text.RegularExpressions;
using LoraCluster.FineTuning.Pictures;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.FineTuning;

/// <summary>Predicted time and memory: fixed formulas, since parts of a dataset are cut by them. The figures of the embedded networks were measured on one core of an AMD EPYC.</summary>
internal static partial class FineTuneCost
{
    public const string WorkspaceFormula = "300 MB with libtorch and the data; for a model directory, whose name says how many billions B of weights it has (else one), 28e9 B, and 4e6 B for each token of a batch";

    private const double ShareOfMemory = 300e6;

    // Multiplications and additions per second that training of large models reaches on a core.
    private const double LargeFlops = 3e10;
    private const double SamplesOfDirectory = 10_000;

    public static double SecondsPerTrial(FineTuneSetting setting, OutcomeRequest request)
    {
        int methods = (request.Methods ?? [FineTuneExperiment.Full, FineTuneExperiment.Lora]).Sum(method => method == FineTuneExperiment.Lora ? request.Ranks.Ranks?.Count ?? 0 : 1);
        return methods * ((setting.SearchPoints * TrainingSeconds(setting)) + TestSeconds(setting));
    }

    public static double WorkspaceBytes(FineTuneSetting setting) =>
        ShareOfMemory + (setting.IsEmbedded ? 0 : Billions(setting) * (28e9 + (4e6 * setting.BatchSize * setting.MaxTokens)));

    private static double TrainingSeconds(FineTuneSetting setting)
    {
        if (!setting.IsEmbedded)
        {
            return 6e9 * Billions(setting) * setting.MaxTokens / 2 * SamplesOfDirectory * setting.SampleFraction * setting.Epochs / LargeFlops;
        }

        double samples = PictureTask.SamplesOf(setting), steps = setting.Epochs * Math.Ceiling(samples / setting.BatchSize);
        return setting.Model == "mlp"
            ? (steps * 1.2e-3) + (samples * setting.Epochs * 1.5e-5)
            : (steps * 5e-3) + (samples * setting.Epochs * 1e-4);
    }

    private static double TestSeconds(FineTuneSetting setting) => setting.Model switch
    {
        "mlp" => 0.2,
        "transformer" => 1,
        _ => 2e9 * Billions(setting) * setting.MaxTokens / 2 * 3000 / LargeFlops,
    };

    private static double Billions(FineTuneSetting setting) =>
        Size().Match(setting.Model) is { Success: true } match ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 1;

    [GeneratedRegex(@"(?<![0-9.])([0-9]{1,3}(?:\.[0-9]{1,3})?)[Bb](?![A-Za-z0-9])")]
    private static partial Regex Size();
}
