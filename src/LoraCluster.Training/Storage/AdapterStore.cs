using System.Text.Json;
using LoraCluster.Checkpoints;
using LoraCluster.Checkpoints.Safetensors;
using LoraCluster.FineTuning;
using LoraCluster.Training.Networks;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace LoraCluster.Training.Storage;

/// <summary>LoRA adapters in PEFT's format: <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</summary>
internal static class AdapterStore
{
    private const string ConfigName = "adapter_config.json";
    private const string WeightsName = "adapter_model.safetensors";
    private const string Prefix = "base_model.model.";
    private const string SuffixA = ".lora_A.weight";
    private const string SuffixB = ".lora_B.weight";

    /// <summary>Writes a directory. Throws <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>.</summary>
    public static void Write(string directory, WeightSet weights, FineTuneSetting setting, int rank, string baseModel)
    {
        Directory.CreateDirectory(directory);
        var tensors = weights.Factors.SelectMany(factor => new (string, Tensor)[] { (Prefix + factor.Key + SuffixA, factor.Value.A), (Prefix + factor.Key + SuffixB, factor.Value.B) })
            .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        SafetensorsWriter.Write(Path.Combine(directory, WeightsName), tensors);
        using var stream = File.Create(Path.Combine(directory, ConfigName));
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("peft_type", "LORA");
        json.WriteString("task_type", setting.IsEmbedded ? null : "CAUSAL_LM");
        json.WriteString("base_model_name_or_path", baseModel);
        json.WriteNumber("r", rank);
        json.WriteNumber("lora_alpha", setting.LoraAlpha);
        json.WriteBoolean("use_rslora", setting.LoraScaling == "rank_stabilized");
        json.WriteNumber("lora_dropout", 0);
        json.WriteString("bias", "none");
        json.WriteBoolean("fan_in_fan_out", false);
        json.WriteBoolean("init_lora_weights", true);
        json.WriteBoolean("inference_mode", true);
        json.WriteStartArray("target_modules");
        foreach (string module in weights.Factors.Keys.Select(name => name[(name.LastIndexOf('.') + 1)..]).Distinct().Order(StringComparer.Ordinal))
        {
            json.WriteStringValue(module);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A network with an adapter, which is only evaluated. Throws <see cref="CheckpointException"/> where it is no LoRA adapter, or not this network's.</summary>
    public static WeightSet Read(string directory, INetwork network, IReadOnlyDictionary<string, Tensor> basis)
    {
        // Scales, patterns and refusals are the business of what reads adapters for their spectra.
        using var adapter = Checkpoints.Adapters.Adapter.Open(directory);
        double scale = adapter.Updates.Values.First().Scale;
        int rank = adapter.Updates.Values.First().Rank;
        if (adapter.Updates.Values.Any(update => update.Scale != scale || update.Rank != rank))
        {
            throw new CheckpointException($"{directory}: ranks or scales differ between weights; expected one rank and one alpha");
        }

        var matrices = network.Matrices.ToDictionary(matrix => matrix.Name + ".weight", StringComparer.Ordinal);
        foreach ((string name, var update) in adapter.Updates)
        {
            if (!matrices.TryGetValue(name, out WeightShape? matrix) || update.Rows != matrix.Outputs || update.Columns != matrix.Inputs)
            {
                throw new CheckpointException($"{directory}: updates {name} ({update.Rows} × {update.Columns}), which this network does not have");
            }
        }

        WeightShape[] targets = [.. network.Matrices.Where(matrix => adapter.Updates.ContainsKey(matrix.Name + ".weight"))];
        WeightSet weights = WeightSet.Lora(basis, targets, rank, scale, (_, _) => { });
        using var file = SafetensorsFile.Open(Path.Combine(directory, WeightsName));
        if (file.Tensors.Count != 2 * adapter.Updates.Count)
        {
            throw new CheckpointException($"{directory}: holds {file.Tensors.Count} tensors; expected lora_A and lora_B of {adapter.Updates.Count} weights and nothing else");
        }

        using var none = no_grad();
        foreach (WeightShape target in targets)
        {
            using Tensor a = Load(file, target.Name + SuffixA), b = Load(file, target.Name + SuffixB);
            weights.Factors[target.Name].A.copy_(a);
            weights.Factors[target.Name].B.copy_(b);
        }

        return weights;
    }

    private static Tensor Load(SafetensorsFile file, string name) => ModelStore.Load(file.Tensors.First(tensor => tensor.Name == name || tensor.Name == Prefix + name));
}
