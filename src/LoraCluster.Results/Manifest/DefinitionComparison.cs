using System.Text.Json;

namespace LoraCluster.Results.Manifest;

/// <summary>Says where two canonical definitions part.</summary>
public static class DefinitionComparison
{
    private const int QuotedMax = 60;

    /// <summary>The first field that differs, with both values: <c>grid.n: 10 there, 20 here</c>; null where the definitions are equal.</summary>
    public static string? FirstDifference(string there, string here)
    {
        using var left = JsonDocument.Parse(there);
        using var right = JsonDocument.Parse(here);
        return Compare("definition", left.RootElement, right.RootElement);
    }

    private static string? Compare(string field, JsonElement left, JsonElement right)
    {
        if (left.ValueKind == JsonValueKind.Object && right.ValueKind == JsonValueKind.Object)
        {
            return CompareObjects(field, left, right);
        }

        return JsonElement.DeepEquals(left, right) ? null : $"{field}: {Quote(left)} there, {Quote(right)} here";
    }

    private static string? CompareObjects(string field, JsonElement left, JsonElement right)
    {
        foreach (var property in left.EnumerateObject())
        {
            string inner = field == "definition" ? property.Name : $"{field}.{property.Name}";
            string? difference = right.TryGetProperty(property.Name, out var other)
                ? Compare(inner, property.Value, other)
                : $"{inner}: {Quote(property.Value)} there, absent here";
            if (difference is not null)
            {
                return difference;
            }
        }

        string? added = right.EnumerateObject().Select(property => property.Name).FirstOrDefault(name => !left.TryGetProperty(name, out _));
        return added is null ? null : $"{field}.{added}: absent there, {Quote(right.GetProperty(added))} here";
    }

    private static string Quote(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length <= QuotedMax ? text : text[..QuotedMax] + "…";
    }
}
