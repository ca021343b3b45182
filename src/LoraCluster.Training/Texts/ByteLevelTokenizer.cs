using System.Text.Json;
using System.Text.RegularExpressions;
using LoraCluster.FineTuning;
using Microsoft.ML.Tokenizers;

namespace LoraCluster.Training.Texts;

/// <summary>Byte-level BPE from a model's <c>tokenizer.json</c>, as Qwen2 and Llama 3 have it: the file's own pattern cuts a text, its merges join bytes.</summary>
internal sealed class ByteLevelTokenizer
{
    private const string FileName = "tokenizer.json";
    private static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(10);

    // What GPT-2 cut texts with, where a file says no more than ByteLevel (Radford et al., 2019).
    private const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private readonly BpeTokenizer _tokenizer;

    private ByteLevelTokenizer(BpeTokenizer tokenizer) => _tokenizer = tokenizer;

    /// <summary>Reads the file of a model directory. Throws <see cref="FineTuneException"/> where it is missing or of another kind.</summary>
    public static ByteLevelTokenizer Read(string directory)
    {
        string path = Path.Combine(directory, FileName);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return new ByteLevelTokenizer(Read(path, json.RootElement));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FineTuneException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The tokens of a text.</summary>
    public IReadOnlyList<int> Encode(string text) => _tokenizer.EncodeToIds(text);

    private static BpeTokenizer Read(string path, JsonElement root)
    {
        JsonElement model = root.GetProperty("model");
        if (model.TryGetProperty("type", out JsonElement type) && type.GetString() != "BPE")
        {
            throw new FineTuneException($"{path}: model.type is {type.GetString()}; expected BPE");
        }

        var added = root.TryGetProperty("added_tokens", out JsonElement list)
            ? list.EnumerateArray().ToDictionary(token => token.GetProperty("content").GetString()!, token => token.GetProperty("id").GetInt32(), StringComparer.Ordinal) : [];
        return BpeTokenizer.Create(new BpeOptions(model.GetProperty("vocab").EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, entry.Value.GetInt32())))
        {
            Merges = [.. model.GetProperty("merges").EnumerateArray().Select(Merge)],
            ByteLevel = true,
            SpecialTokens = added,
            PreTokenizer = new RegexPreTokenizer(new Regex(Pattern(path, root), RegexOptions.CultureInvariant, PatternTime), added),
        });
    }

    // Two words with a space between, or an array of two.
    private static string Merge(JsonElement merge) => merge.ValueKind == JsonValueKind.Array ? $"{merge[0].GetString()} {merge[1].GetString()}" : merge.GetString()!;

    private static string Pattern(string path, JsonElement root)
    {
        if (root.TryGetProperty("normalizer", out JsonElement normalizer) && normalizer.ValueKind == JsonValueKind.Object && normalizer.GetProperty("type").GetString() is not "NFC" and var kind)
        {
            throw new FineTuneException($"{path}: normalizer is {kind}; expected none or NFC");
        }

        if (!root.TryGetProperty("pre_tokenizer", out JsonElement cutter) || cutter.ValueKind != JsonValueKind.Object)
        {
            throw new FineTuneException($"{path}: has no pre_tokenizer; expected a byte-level one");
        }

        JsonElement[] cutters = cutter.GetProperty("type").GetString() == "Sequence" ? [.. cutter.GetProperty("pretokenizers").EnumerateArray()] : [cutter];
        string[] kinds = [.. cutters.Select(one => one.GetProperty("type").GetString()!)];
        if (!kinds.SequenceEqual(["ByteLevel"]) && !kinds.SequenceEqual(["Split", "ByteLevel"]))
        {
            throw new FineTuneException($"{path}: pre_tokenizer is {string.Join(", ", kinds)}; expected ByteLevel, or Split and ByteLevel");
        }

        if (cutters[^1].TryGetProperty("add_prefix_space", out JsonElement prefix) && prefix.ValueKind == JsonValueKind.True)
        {
            throw new FineTuneException($"{path}: add_prefix_space is on; expected texts as they are");
        }

        return kinds.Length == 1 ? Gpt2Pattern : Split(path, cutters[0]);
    }

    private static string Split(string path, JsonElement cutter)
    {
        bool isPlain = cutter.GetProperty("behavior").GetString() == "Isolated" && !(cutter.TryGetProperty("invert", out JsonElement invert) && invert.ValueKind == JsonValueKind.True);
        return isPlain ? cutter.GetProperty("pattern").GetProperty("Regex").GetString()! : throw new FineTuneException($"{path}: its Split is inverted or not Isolated");
    }
}
