using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using LoraCluster.Checkpoints;
using LoraCluster.Checkpoints.Models;
using static TorchSharp.torch;

namespace LoraCluster.Training.Storage;

/// <summary>Model directories: written whole or not at all, read into memory.</summary>
internal static class ModelStore
{
    private const string ConfigName = "config.json";
    private const string WeightsName = "model.safetensors";
    private const string DigestName = "model.safetensors.sha256";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly string[] TypeFields = ["torch_dtype", "dtype"];

    /// <summary>True where the directory's weights are those that were written there.</summary>
    public static bool IsWhole(string directory)
    {
        string weights = Path.Combine(directory, WeightsName), digest = Path.Combine(directory, DigestName);
        return File.Exists(weights) && File.Exists(digest) && File.ReadAllText(digest).Trim() == DigestOf(weights);
    }

    /// <summary>Writes a directory beside its place and moves it there; another process may do the same meanwhile, with the same bytes.</summary>
    public static void Write(string directory, IReadOnlyDictionary<string, Tensor> tensors)
    {
        string made = $"{directory}.{Environment.ProcessId}.tmp";
        Directory.CreateDirectory(made);
        SafetensorsWriter.Write(Path.Combine(made, WeightsName), tensors);
        File.WriteAllText(Path.Combine(made, DigestName), DigestOf(Path.Combine(made, WeightsName)) + "\n");
        if (Directory.Exists(directory) && !IsWhole(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        try
        {
            Directory.Move(made, directory);
        }
        catch (IOException) when (IsWhole(directory))
        {
            Directory.Delete(made, recursive: true);
        }
    }

    /// <summary>Writes a tuned model: its weights, and what else makes a model directory as it stands in the base model's. Throws <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>.</summary>
    public static void WriteTuned(string directory, string baseDirectory, IReadOnlyDictionary<string, Tensor> tensors)
    {
        Directory.CreateDirectory(directory);
        SafetensorsWriter.Write(Path.Combine(directory, WeightsName), tensors);
        foreach (string file in Directory.EnumerateFiles(baseDirectory, "*.json").Where(file => !file.EndsWith(".index.json", StringComparison.Ordinal)))
        {
            string copy = Path.Combine(directory, Path.GetFileName(file));
            if (Path.GetFileName(file) == ConfigName && JsonNode.Parse(File.ReadAllBytes(file)) is JsonObject config)
            {
                // What is written is float32; a reader that believed the old type would round the tuning away.
                foreach (string field in TypeFields.Where(config.ContainsKey))
                {
                    config[field] = "float32";
                }

                File.WriteAllText(copy, config.ToJsonString(Indented));
                continue;
            }

            File.Copy(file, copy, overwrite: true);
        }
    }

    /// <summary>Reads a directory that must have the tensors of a model, each of the same shape. Throws <see cref="CheckpointException"/>.</summary>
    public static Dictionary<string, Tensor> ReadLike(string directory, IReadOnlyDictionary<string, Tensor> model)
    {
        Dictionary<string, Tensor> read = Read(directory);
        string? other = model.Keys.FirstOrDefault(name => !read.TryGetValue(name, out Tensor? found) || !found.shape.SequenceEqual(model[name].shape));
        return other is null ? read : throw new CheckpointException($"{directory}: {other} is missing or of another shape than the model's");
    }

    /// <summary>Reads all tensors as float32. Throws <see cref="CheckpointException"/>.</summary>
    public static Dictionary<string, Tensor> Read(string directory)
    {
        using ModelDirectory model = ModelDirectory.Open(directory);
        return model.Tensors.Values.ToDictionary(stored => stored.Name, Load, StringComparer.Ordinal);
    }

    /// <summary>Reads one tensor as float32; it belongs to the caller.</summary>
    public static Tensor Load(Checkpoints.Safetensors.Tensor stored)
    {
        var values = new float[stored.Shape.Aggregate(1L, (product, size) => product * size)];
        stored.ReadAll(values);
        // Cloned for the same reason as pictures are: a network that was just trained and one from the cache must lie alike.
        using Tensor wrapped = tensor(values, [.. stored.Shape]);
        return wrapped.clone().DetachFromDisposeScope();
    }

    private static string DigestOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
