using System.Text.Json;
using LoraCluster.Checkpoints.Safetensors;

namespace LoraCluster.Checkpoints.Models;

/// <summary>The weights of a model directory as Hugging Face's libraries write them: <c>model.safetensors</c>, or shards that <c>model.safetensors.index.json</c> lists.</summary>
public sealed class ModelDirectory : IDisposable
{
    private const string IndexName = "model.safetensors.index.json";
    private const string SingleName = "model.safetensors";

    private readonly List<SafetensorsFile> _files;

    private ModelDirectory(List<SafetensorsFile> files, IReadOnlyDictionary<string, Tensor> tensors)
    {
        _files = files;
        Tensors = tensors;
    }

    /// <summary>Every tensor, by its name.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>Opens a directory. Throws <see cref="CheckpointException"/> where it holds no weights, or a shard is missing or damaged.</summary>
    public static ModelDirectory Open(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new CheckpointException($"{path}: no such directory; expected a model directory with {SingleName} or {IndexName}");
        }

        string index = Path.Combine(path, IndexName);
        string[] names = File.Exists(index) ? Shards(index)
            : File.Exists(Path.Combine(path, SingleName)) ? [SingleName]
            : throw new CheckpointException($"{path}: holds neither {SingleName} nor {IndexName}");
        var files = new List<SafetensorsFile>();
        try
        {
            var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
            foreach (string name in names)
            {
                files.Add(SafetensorsFile.Open(Path.Combine(path, name)));
                foreach (Tensor tensor in files[^1].Tensors)
                {
                    if (!tensors.TryAdd(tensor.Name, tensor))
                    {
                        throw new CheckpointException($"{path}: tensor {tensor.Name} is in two files");
                    }
                }
            }

            return new ModelDirectory(files, tensors);
        }
        catch
        {
            files.ForEach(file => file.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _files.ForEach(file => file.Dispose());

    // Names of files only: an index may not reach out of its directory.
    private static string[] Shards(string index)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(index));
            string[] names = [.. json.RootElement.GetProperty("weight_map").EnumerateObject().Select(entry => entry.Value.GetString()!).Distinct().Order(StringComparer.Ordinal)];
            return names.Length > 0 && names.All(name => name == Path.GetFileName(name) && name.Length > 0)
                ? names
                : throw new CheckpointException($"{index}: names no files of its directory");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{index}: cannot be read: {e.Message}", e);
        }
    }
}
