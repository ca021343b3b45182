using System.Collections.Concurrent;
using LoraCluster.FineTuning.Engine;
using LoraCluster.FineTuning.Pictures;
using LoraCluster.FineTuning.Texts;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.FineTuning;

/// <summary>
/// Fine-tuning of real networks as an experiment: the test error of full fine-tuning and of LoRA at each rank, learning rates chosen on a validation split. A trial is one seed: data, order and
/// beginnings are drawn anew, the same ones for every method. What trains is loaded only when something is run.
/// </summary>
public sealed class FineTuneExperiment : IExperiment
{
    private static readonly ConcurrentDictionary<(string Model, string Task), string?> Lacking = new();

    /// <summary>The baseline's method.</summary>
    public const string Full = "full";

    /// <summary>The method whose ranks are compared with it.</summary>
    public const string Lora = "lora";

    /// <inheritdoc/>
    public string Name => "finetune";

    /// <inheritdoc/>
    public string LossLabel => "test error";

    /// <inheritdoc/>
    public string? Unavailable => TrainingLibrary.Problem;

    /// <inheritdoc/>
    public string? LackingFor(Cell cell)
    {
        FineTuneSetting setting = FineTuneParameters.SettingOf(cell);
        return Lacking.GetOrAdd((setting.Model, setting.Task), _ => LackingFor(setting));
    }

    // Files are looked at once for each model and task, not for every cell.
    private static string? LackingFor(FineTuneSetting setting)
    {
        try
        {
            if (setting.IsEmbedded)
            {
                _ = FashionMnist.Instance;
            }
            else
            {
                LanguageModelConfig.Read(ModelLocation.Of(setting.Model));
                TextTask.Open(setting.Task);
            }

            return null;
        }
        catch (FineTuneException e)
        {
            return e.Message;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSpec> Parameters => FineTuneParameters.All;

    /// <inheritdoc/>
    public IReadOnlyList<string> Methods { get; } = [Full, Lora];

    /// <inheritdoc/>
    public IReadOnlyList<string> Diagnostics => Measures.Words;

    /// <inheritdoc/>
    public string MissingWord => "diverged";

    /// <inheritdoc/>
    public string WorkspaceFormula => FineTuneCost.WorkspaceFormula;

    /// <inheritdoc/>
    public IReadOnlyList<CellProblem> Check(Cell cell, OutcomeRequest request) => FineTuneRules.Check(FineTuneParameters.SettingOf(cell), request);

    /// <inheritdoc/>
    public IReadOnlyList<string> DataParameters(Cell cell) => ["task", "label_noise", "sample_fraction"];

    /// <inheritdoc/>
    public IReadOnlyList<Outcome> Outcomes(Cell cell, OutcomeRequest request)
    {
        FineTuneSetting setting = FineTuneParameters.SettingOf(cell);
        IReadOnlyList<int> ranks = request.Ranks.Ranks ?? [];
        return
        [
            .. from measure in request.Diagnostics.SelectMany(word => Measures.Of(word, setting)).Prepend(Outcome.Risk)
               from method in request.Methods ?? Methods
               from rank in method == Lora ? ranks.Select(r => (int?)r) : [null]
               select new Outcome(method, rank, measure),
        ];
    }

    /// <inheritdoc/>
    public string LabelOf(Outcome outcome) => outcome.Rank is { } rank ? FormattableString.Invariant($"LoRA r = {rank}") : "full fine-tuning";

    /// <inheritdoc/>
    public Moments MomentsOf(Cell cell, Outcome outcome) => Moments.Finite;

    /// <inheritdoc/>
    public TheoryValue TheoryOf(Cell cell, Outcome outcome) => TheoryValue.None;

    /// <inheritdoc/>
    public double SecondsPerTrial(Cell cell, OutcomeRequest request) => FineTuneCost.SecondsPerTrial(FineTuneParameters.SettingOf(cell), request);

    /// <inheritdoc/>
    public double WorkspaceBytes(Cell cell, OutcomeRequest request) => FineTuneCost.WorkspaceBytes(FineTuneParameters.SettingOf(cell));

    /// <inheritdoc/>
    public string NumericFingerprint() => TrainingLibrary.Engine.NumericFingerprint();

    /// <inheritdoc/>
    public ITrialRunner CreateRunner() => TrainingLibrary.Engine.CreateRunner();
}
