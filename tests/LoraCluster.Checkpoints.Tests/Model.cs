using System.Text.Json;

namespace LoraCluster.Checkpoints.Tests;

/// <summary>The models of the folder Golden, which make.py wrote, and what NumPy found in them.</summary>
internal static class Model
{
    private static readonly JsonElement Found = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "golden.json"))).RootElement;

    public static string At(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name);

    /// <summary>Singular values by the weight's name.</summary>
    public static IReadOnlyDictionary<string, double[]> Spectra(string kind) =>
        Found.GetProperty(kind).EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.EnumerateArray().Select(value => value.GetDouble()).ToArray());

    public static double Number(string kind, string tensor) => Found.GetProperty(kind).GetProperty(tensor).GetDouble();
}
