using System.Diagnostics;
using System.Text.Json;
using LoraCluster.Cli.Reproducing;
using LoraCluster.Cli.Running;
using LoraCluster.Reports.Figures;

namespace LoraCluster.Cli.Tests;

/// <summary>Fine-tuning as a user meets it; with the training library as processes of their own.</summary>
public sealed class FineTuneTests : IDisposable
{
    private const string Small = """
        name: tiny
        experiment: finetune
        trials: 2
        lora_ranks: [1, 4]
        diagnostics: [accuracy, test_loss, train_loss, learning_rate, search, energy_ranks, layer_ranks, intruder_dimensions, forgetting, trainable_parameters, steps]
        grid:
          - {model: mlp, task: swapped, label_noise: [0, 0.4], sample_fraction: 0.01, search_points: 2, epochs: 2}
          - {model: transformer, task: swapped, label_noise: 0, sample_fraction: 0.01, search_points: 2, epochs: 2}
        """;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [FactNeeding(Need.Training)]
    public async Task A_sweep_of_real_networks_has_the_same_bytes_for_any_number_of_workers()
    {
        string sweep = _place.Write("tiny.yaml", Small);
        foreach (string workers in (string[])["1", "2"])
        {
            (int code, string output, string error) = await RunAsync("run", sweep, "--out", _place.Path(workers), "--workers", workers, "--quiet");
            Assert.True(code == 0, output + error);
        }

        Assert.Equal(await File.ReadAllTextAsync(_place.Path("1/_manifest.json")), await File.ReadAllTextAsync(_place.Path("2/_manifest.json")));
        Assert.Equal(0, (await RunAsync("verify", _place.Path("1"), "--recompute", "1")).Code);

        (_, string rows, _) = await RunAsync("query", _place.Path("1"), "SELECT model, method, rank, measure, mean FROM risks WHERE label_noise = 0", "--format", "json");
        JsonElement[] all = [.. JsonDocument.Parse(rows).RootElement.EnumerateArray()];
        double Mean(string model, string measure, int? rank) => all.Single(row => row.GetProperty("model").GetString() == model && row.GetProperty("measure").GetString() == measure
            && (rank is null ? row.GetProperty("rank").ValueKind == JsonValueKind.Null : row.GetProperty("rank").ToString() == $"{rank}")).GetProperty("mean").GetDouble();
        Assert.All(["mlp", "transformer"], model =>
        {
            Assert.Equal(1, Mean(model, "risk", 4) + Mean(model, "accuracy", 4), 12);
            Assert.Equal(1, Mean(model, "rank_95", 1));
            Assert.InRange(Mean(model, "rank_95", 4), 1, 4);
            Assert.Equal(4, Mean(model, "steps", null));
        });
        Assert.Equal((784 * 256) + 256 + (256 * 128) + 128 + (128 * 10) + 10, Mean("mlp", "trainable_parameters", null));
        Assert.Equal(784 + 256 + 256 + 128 + 128 + 10, Mean("mlp", "trainable_parameters", 1));
        Assert.InRange(Mean("mlp", "rank_90.blocks.0.fc", null), 2, 256);

        (int drawn, string files, _) = await RunAsync("figures", _place.Path("1"), "--out", _place.Path("figures"), "--y", "rank_90");
        Assert.True(drawn == 0, files);
        Assert.Equal(0, (await RunAsync("report", _place.Path("1"))).Code);

        // What 'reproduce --experiment finetune' makes of its datasets, which take the better part of an hour.
        var definition = SweepLoader.FromDataset(_place.Path("1")).Definition;
        Assert.Equal(8, PracticalFigures.Of(PaperSweep.Practical[0], definition, _place.Path("1"), _place.Path("figures"), BandKind.Confidence).Count());
        string[] lines = PracticalTable.Of([(definition, _place.Path("1"))]).Split('\n');
        Assert.Equal(3, lines.Count(line => line.StartsWith("| mlp | 0", StringComparison.Ordinal) || line.StartsWith("| transformer | 0 |", StringComparison.Ordinal)));
    }

    [FactNeeding(Need.Training)]
    public async Task What_tune_keeps_is_evaluated_alike_and_has_a_spectrum()
    {
        (int code, string output, string error) = await RunAsync("tune", "--model", "mlp", "--task", "swapped", "--rank", "2", "--sample-fraction", "0.02", "--search-points", "1", "--out", _place.Path("adapter"), "--json");
        Assert.True(code == 0, error);
        JsonElement tuned = JsonDocument.Parse(output).RootElement;
        Assert.InRange(tuned.GetProperty("error").GetDouble(), 0, tuned.GetProperty("error_before").GetDouble());
        (_, string evaluated, _) = await RunAsync("evaluate", "--model", "mlp", "--task", "swapped", "--adapter", _place.Path("adapter"), "--json");
        Assert.Equal(tuned.GetProperty("error").GetDouble(), JsonDocument.Parse(evaluated).RootElement.GetProperty("error").GetDouble(), 12);
        string basis = tuned.GetProperty("base").GetString()!;
        Assert.Equal(0, (await RunAsync("spectrum", "--base", basis, "--adapter", _place.Path("adapter"))).Code);

        (code, output, error) = await RunAsync("tune", "--model", "mlp", "--task", "swapped", "--sample-fraction", "0.02", "--search-points", "1", "--out", _place.Path("full"), "--json");
        Assert.True(code == 0, error);
        (_, evaluated, _) = await RunAsync("evaluate", "--model", "mlp", "--task", "swapped", "--tuned", _place.Path("full"), "--json");
        Assert.Equal(JsonDocument.Parse(output).RootElement.GetProperty("error").GetDouble(), JsonDocument.Parse(evaluated).RootElement.GetProperty("error").GetDouble(), 12);
        (code, output, _) = await RunAsync("spectrum", "--base", basis, "--tuned", _place.Path("full"), "--json");
        Assert.Equal((0, true), (code, output.Contains("blocks.0.fc.weight", StringComparison.Ordinal)));

        string[] pictures = [.. PracticalFigures.Spectrum("mlp", basis, _place.Path("full"), _place.Path("figures"))];
        Assert.Equal(2, pictures.Length);
        string svg = await File.ReadAllTextAsync(pictures.Single(path => path.EndsWith(".svg", StringComparison.Ordinal)));
        Assert.All(["blocks.0.fc (rank ", "blocks.1.fc (rank "], name => Assert.Contains(name, svg, StringComparison.Ordinal));

        (code, _, error) = await RunAsync("tune", "--model", "mlp", "--task", "swapped", "--out", _place.Path("full"));
        Assert.Equal((73, true), (code, error.Contains("holds something already", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_the_training_library_run_says_how_to_get_it_and_touches_nothing()
    {
        string sweep = _place.Write("tiny.yaml", Small);
        (int code, _, string error) = await WithLibraryAsync(_place.Path("nowhere"), "run", sweep, "--out", _place.Path("out"), "--quiet");
        Assert.Equal(69, code);
        Assert.Contains("dotnet build src/LoraCluster.Training -c Release", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_place.Path("out")));
        Assert.Equal(0, (await WithLibraryAsync(_place.Path("nowhere"), "plan", sweep)).Code);
        Assert.Equal(69, (await WithLibraryAsync(_place.Path("nowhere"), "training")).Code);
    }

    [Theory]
    [InlineData("model: mlp, task: boolq", "an embedded model has embedded tasks")]
    [InlineData("model: Qwen2.5-0.5B, task: swapped", "a model directory has no pictures")]
    [InlineData("model: mlp, task: swapped, batch_size: 9000", "a batch is larger than the training set")]
    [InlineData("model: mlp, task: swapped, lora_targets: attention", "the MLP has no attention")]
    [InlineData("model: mlp, task: swapped, label_noise: 1.5", "a finite number >= 0 and <= 1")]
    [InlineData("model: ../etc, task: swapped", "no name of a model")]
    public async Task What_makes_no_sense_is_refused_before_anything_runs(string grid, string message)
    {
        string sweep = _place.Write("bad.yaml", $"{{name: bad, experiment: finetune, lora_ranks: [1], grid: {{sample_fraction: 0.5, {grid}}}}}");
        (int code, _, string error) = await Workplace.RunAsync("plan", sweep, "--max-cell-bytes", "1e12");
        Assert.Equal(65, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_rank_is_too_many_trainings()
    {
        string sweep = _place.Write("bad.yaml", "{name: bad, experiment: finetune, grid: {model: mlp, task: swapped}}");
        (int code, _, string error) = await Workplace.RunAsync("plan", sweep);
        Assert.Equal((65, true), (code, error.Contains("write lora_ranks: [1, 2, 4, 8]", StringComparison.Ordinal)));
    }

    private static Task<(int Code, string Out, string Error)> RunAsync(params string[] args) => WithLibraryAsync(Needs.TrainingDirectory, args);

    private static Task<(int Code, string Out, string Error)> WithLibraryAsync(string training, params string[] args)
    {
        ProcessStartInfo command = Workplace.Command(args);
        command.Environment["LORACLUSTER_TRAINING"] = training;
        command.Environment["LORACLUSTER_CACHE"] = Path.Combine(Path.GetTempPath(), "lora-cluster-test-pretrained");
        return Workplace.ProcessAsync(command);
    }
}
