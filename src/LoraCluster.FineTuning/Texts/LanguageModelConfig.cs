using System.Text.Json;

namespace LoraCluster.FineTuning.Texts;

/// <summary>The shape of a language model of the Qwen2 or Llama family, from its <c>config.json</c>.</summary>
/// <param name="Width">Width of the residual stream.</param>
/// <param name="InnerWidth">Width of the perceptrons.</param>
/// <param name="Layers">Layers.</param>
/// <param name="Heads">Heads of queries.</param>
/// <param name="KeyHeads">Heads of keys and values; a divisor of <paramref name="Heads"/>.</param>
/// <param name="HeadWidth">Width of a head, even.</param>
/// <param name="NormEpsilon">What RMS norms add to the mean square.</param>
/// <param name="RotaryBase">The base of rotary positions.</param>
/// <param name="IsTied">Whether the head is the embedding.</param>
/// <param name="EndToken">The token that ends a text; null where the file names none.</param>
public sealed record LanguageModelConfig(
    int Width, int InnerWidth, int Layers, int Heads, int KeyHeads, int HeadWidth, double NormEpsilon, double RotaryBase, bool IsTied, int? EndToken)
{
    private static readonly string[] Families = ["qwen2", "llama"];

    /// <summary>Reads the file of a model directory. Throws <see cref="FineTuneException"/> for other families, and for variants whose arithmetic is another one.</summary>
    public static LanguageModelConfig Read(string directory)
    {
        string path = Path.Combine(directory, "config.json");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(path, json.RootElement);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new FineTuneException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private static LanguageModelConfig Read(string path, JsonElement root)
    {
        string family = root.GetProperty("model_type").GetString()!;
        int Number(string name) => root.GetProperty(name).GetInt32();
        int? Maybe(string name) => root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
        double Real(string name, double otherwise) => root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : otherwise;
        bool IsOn(string name) => root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;
        string? Text(string name) => root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        // Older files have the rotary positions' numbers beside the others, those of Transformers 5 in an object of their own.
        bool hasRotary = root.TryGetProperty("rope_parameters", out JsonElement rotary) && rotary.ValueKind == JsonValueKind.Object;
        double rotaryBase = hasRotary && rotary.TryGetProperty("rope_theta", out JsonElement theta) ? theta.GetDouble() : Real("rope_theta", 10_000);
        string? rotaryKind = hasRotary && rotary.TryGetProperty("rope_type", out JsonElement kind) ? kind.GetString() : null;
        int heads = Number("num_attention_heads"), width = Number("hidden_size"), keys = Maybe("num_key_value_heads") ?? heads;
        int headWidth = Maybe("head_dim") ?? (heads > 0 ? width / heads : 0);
        int? end = root.TryGetProperty("eos_token_id", out JsonElement ends) ? ends.ValueKind == JsonValueKind.Array ? ends[0].GetInt32() : ends.ValueKind == JsonValueKind.Number ? ends.GetInt32() : null : null;
        string? problem = !Families.Contains(family, StringComparer.Ordinal) ? $"model_type is {family}; expected {string.Join(" or ", Families)}"
            : IsOn("use_sliding_window") ? "use_sliding_window is on; expected attention to all that came before"
            : root.TryGetProperty("rope_scaling", out JsonElement scaling) && scaling.ValueKind == JsonValueKind.Object ? "rope_scaling is set; expected plain rotary positions"
            : rotaryKind is not (null or "default") ? $"rope_type is {rotaryKind}; expected plain rotary positions"
            : Text("hidden_act") is { } activation and not "silu" ? $"hidden_act is {activation}; expected silu"
            : heads < 1 || keys < 1 || heads % keys != 0 || headWidth < 2 || headWidth % 2 != 0 ? $"{heads} heads of width {headWidth} and {keys} of keys do not fit together"
            : null;
        return problem is null
            ? new LanguageModelConfig(
                width, Number("intermediate_size"), Number("num_hidden_layers"), heads, keys, headWidth, Real("rms_norm_eps", 1e-6), rotaryBase, IsOn("tie_word_embeddings"), end)
            : throw new FineTuneException($"{path}: {problem}");
    }
}
