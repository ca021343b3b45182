using System.Globalization;
using LoraCluster.FineTuning.Pictures;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.FineTuning;

/// <summary>Rules that concern several fields of a cell.</summary>
internal static class FineTuneRules
{
    public static IReadOnlyList<CellProblem> Check(FineTuneSetting setting, OutcomeRequest request)
    {
        var problems = new List<CellProblem>();
        bool hasEmbeddedTask = FineTuneParameters.EmbeddedTasks.Contains(setting.Task, StringComparer.Ordinal);
        if (setting.IsEmbedded != hasEmbeddedTask)
        {
            problems.Add(new CellProblem(
                ["task", "model"],
                setting.IsEmbedded ? "an embedded model has embedded tasks" : "a model directory has no pictures to learn from",
                $"model = {setting.Model}, task = {setting.Task}",
                setting.IsEmbedded ? "task one of " + string.Join(", ", FineTuneParameters.EmbeddedTasks) : "task the name of a directory of LORACLUSTER_TASKS",
                setting.IsEmbedded ? "" : "see docs/practical.md"));
        }

        if (request.Methods?.Contains(FineTuneExperiment.Lora, StringComparer.Ordinal) ?? true)
        {
            Ranks(request, problems);
        }

        if (setting.IsEmbedded && PictureTask.SamplesOf(setting) < setting.BatchSize)
        {
            problems.Add(new CellProblem(
                ["batch_size", "sample_fraction"], "a batch is larger than the training set", Text(setting.BatchSize), $"at most {PictureTask.SamplesOf(setting)}", "raise sample_fraction or lower batch_size"));
        }

        if (setting.Model == "mlp" && setting.LoraTargets == "attention")
        {
            problems.Add(new CellProblem(["lora_targets", "model"], "the MLP has no attention", "attention", "all or mlp", ""));
        }

        if (!setting.IsEmbedded && request.Diagnostics.FirstOrDefault(word => word is Measures.LayerRanks or Measures.Forgetting) is { } word)
        {
            problems.Add(new CellProblem(
                ["model"], $"the diagnostic {word} is for embedded models", setting.Model, "mlp or transformer", word == Measures.LayerRanks ? "'lora-cluster spectrum' lists every layer of a tuned model" : ""));
        }

        return problems;
    }

    private static void Ranks(OutcomeRequest request, List<CellProblem> problems)
    {
        if (request.Ranks.Ranks is not { } ranks)
        {
            problems.Add(new CellProblem(["lora_ranks"], "every rank would be a training of its own", "all", "a list of ranks", "write lora_ranks: [1, 2, 4, 8]"));
        }
        else if (ranks[^1] > FineTuneParameters.RankMax)
        {
            problems.Add(new CellProblem(["lora_ranks"], "out of range", Text(ranks[^1]), $"ranks from 1 to {FineTuneParameters.RankMax}", ""));
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
