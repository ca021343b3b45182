using System.Text.Json;
using LoraCluster.Training.Texts;

namespace LoraCluster.Training.Tests;

/// <summary>What Golden/make.py made: models, an adapter, and what NumPy says they compute.</summary>
internal static class Golden
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Golden", name);

    public static JsonElement Json { get; } = JsonDocument.Parse(File.ReadAllBytes(Path("golden.json"))).RootElement;

    public static LanguageModel Model(string name) => LanguageModel.Read(Path(name));

    public static (int[] Tokens, double[][] Logits) Expected(string model)
    {
        JsonElement of = Json.GetProperty("models").GetProperty(model);
        return ([.. of.GetProperty("tokens").EnumerateArray().Select(one => one.GetInt32())],
            [.. of.GetProperty("logits").EnumerateArray().Select(row => row.EnumerateArray().Select(one => one.GetDouble()).ToArray())]);
    }
}
