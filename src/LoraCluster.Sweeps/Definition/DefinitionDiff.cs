using System.Text.Json;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Where two sweeps part.</summary>
/// <param name="Field">The first field that differs, as a path: <c>trials</c>, <c>grid[0].n</c>.</param>
/// <param name="First">Its value in the first sweep, as JSON; <c>(absent)</c> where it has none.</param>
/// <param name="Second">Its value in the second.</param>
public sealed record DefinitionDifference(string Field, string First, string Second);

/// <summary>Compares normalised definitions.</summary>
public static class DefinitionDiff
{
    private const string Absent = "(absent)";

    /// <summary>The first field that differs between two canonical definitions, or null where they are equal.</summary>
    /// <exception cref="JsonException">One of the texts is not JSON.</exception>
    public static DefinitionDifference? FirstDifference(string canonicalA, string canonicalB)
    {
        using var a = JsonDocument.Parse(canonicalA);
        using var b = JsonDocument.Parse(canonicalB);
        return Between("", a.RootElement, b.RootElement);
    }

    private static DefinitionDifference? Between(string path, JsonElement? a, JsonElement? b)
    {
        if (a is { ValueKind: JsonValueKind.Object } && b is { ValueKind: JsonValueKind.Object })
        {
            return BetweenObjects(path, a.Value, b.Value);
        }

        bool grids = path == "grid" && a is { ValueKind: JsonValueKind.Array } && b is { ValueKind: JsonValueKind.Array };
        return grids ? BetweenGrids(a!.Value, b!.Value)
            : Raw(a) == Raw(b) ? null
            : new DefinitionDifference(path.Length == 0 ? "sweep" : path, Raw(a), Raw(b));
    }

    private static DefinitionDifference? BetweenObjects(string path, JsonElement a, JsonElement b)
    {
        var keys = a.EnumerateObject().Select(p => p.Name).Union(b.EnumerateObject().Select(p => p.Name));
        string prefix = path.Length == 0 ? "" : path + ".";
        return keys.Select(key => Between(prefix + key, Member(a, key), Member(b, key))).FirstOrDefault(d => d is not null)
            ?? (Raw(a) == Raw(b) ? null : new DefinitionDifference(prefix + "(order)", Raw(a), Raw(b)));
    }

    private static DefinitionDifference? BetweenGrids(JsonElement a, JsonElement b)
    {
        int longest = Math.Max(a.GetArrayLength(), b.GetArrayLength());
        return Enumerable.Range(0, longest)
            .Select(i => Between(FormattableString.Invariant($"grid[{i}]"), Item(a, i), Item(b, i)))
            .FirstOrDefault(d => d is not null);
    }

    private static JsonElement? Member(JsonElement element, string key) => element.TryGetProperty(key, out var value) ? value : null;

    private static JsonElement? Item(JsonElement element, int index) => index < element.GetArrayLength() ? element[index] : null;

    private static string Raw(JsonElement? element) => element?.GetRawText() ?? Absent;
}
