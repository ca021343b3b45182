using System.Text.Json;
using System.Text.RegularExpressions;
using LoraCluster.Checkpoints.Safetensors;

namespace LoraCluster.Checkpoints.Adapters;

/// <summary>
/// A LoRA adapter in PEFT's format: <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>, whose update of a weight is scale · B A, scale α/r, or α/√r where it is rank-stabilised (Kalajdzievski,
/// arXiv:2312.03732).
/// </summary>
public sealed class Adapter : IDisposable
{
    private const string ConfigName = "adapter_config.json";
    private const string WeightsName = "adapter_model.safetensors";
    // Beginnings that take part of the base weights into the factors.
    private static readonly string[] ChangesTheBase = ["pissa", "olora", "corda", "loftq"];

    private const string Prefix = "base_model.model.";
    private const string SuffixA = ".lora_A.weight";
    private const string SuffixB = ".lora_B.weight";

    private static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(1);

    private readonly SafetensorsFile _file;

    private Adapter(SafetensorsFile file, IReadOnlyDictionary<string, LowRankUpdate> updates)
    {
        _file = file;
        Updates = updates;
    }

    /// <summary>The updates, by the name of the weight that each is added to.</summary>
    public IReadOnlyDictionary<string, LowRankUpdate> Updates { get; }

    /// <summary>Opens a directory. Throws <see cref="CheckpointException"/> where it is no LoRA adapter, or one of a kind that adds something else than scale · B A.</summary>
    public static Adapter Open(string path)
    {
        JsonElement config = Config(Path.Combine(path, ConfigName));
        var file = SafetensorsFile.Open(Path.Combine(path, WeightsName));
        try
        {
            var tensors = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
            var updates = new Dictionary<string, LowRankUpdate>(StringComparer.Ordinal);
            foreach (Tensor a in file.Tensors.Where(tensor => tensor.Name.EndsWith(SuffixA, StringComparison.Ordinal)))
            {
                string module = a.Name[..^SuffixA.Length];
                if (!tensors.TryGetValue(module + SuffixB, out Tensor? b) || !a.IsMatrix || !b.IsMatrix || a.Rows != b.Columns)
                {
                    throw new CheckpointException($"{path}: {a.Name} has no partner {module + SuffixB} of a shape that fits");
                }

                string weight = (module.StartsWith(Prefix, StringComparison.Ordinal) ? module[Prefix.Length..] : module) + ".weight";
                updates.Add(weight, LowRankUpdate.Read(a, b, ScaleOf(path, config, module.StartsWith(Prefix, StringComparison.Ordinal) ? module[Prefix.Length..] : module, a.Rows)));
            }

            return updates.Count > 0 ? new Adapter(file, updates) : throw new CheckpointException($"{path}: holds no lora_A and lora_B");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static JsonElement Config(string path)
    {
        JsonElement config;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            config = json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : throw new JsonException("it is no object");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path}: cannot be read: {e.Message}", e);
        }

        string? problem = Text(config, "peft_type") is not "LORA" and var type ? $"peft_type is {type ?? "missing"}; expected LORA"
            : Flag(config, "use_dora") ? "use_dora is on; an adapter with magnitudes of its own is more than scale · B A"
            : Flag(config, "fan_in_fan_out") ? "fan_in_fan_out is on; expected weights stored as output × input"
            : Text(config, "init_lora_weights") is { } start && ChangesTheBase.Any(kind => start.StartsWith(kind, StringComparison.OrdinalIgnoreCase)) ? $"init_lora_weights is {start}, which changes the base weights too"
            : Text(config, "bias") is not (null or "none") and var bias ? $"bias is {bias}; expected none"
            : null;
        return problem is null ? config : throw new CheckpointException($"{path}: {problem}");
    }

    private static double ScaleOf(string path, JsonElement config, string module, int rank)
    {
        double alpha = Pattern(path, config, "alpha_pattern", module) ?? (config.TryGetProperty("lora_alpha", out var given) && given.ValueKind == JsonValueKind.Number ? given.GetDouble() : rank);
        return alpha / (Flag(config, "use_rslora") ? Math.Sqrt(rank) : rank);
    }

    // PEFT takes the keys of a pattern for regular expressions that match the end of a module's name.
    private static double? Pattern(string path, JsonElement config, string name, string module)
    {
        if (!config.TryGetProperty(name, out var pattern) || pattern.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        try
        {
            return pattern.EnumerateObject().Where(entry => Regex.IsMatch(module, $@"^(?:.*\.)?(?:{entry.Name})$", RegexOptions.CultureInvariant, PatternTime))
                .Select(entry => (double?)entry.Value.GetDouble()).FirstOrDefault();
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException or InvalidOperationException or FormatException)
        {
            throw new CheckpointException($"{path}: {name} cannot be read: {e.Message}", e);
        }
    }

    private static string? Text(JsonElement config, string name) => config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Flag(JsonElement config, string name) => config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
