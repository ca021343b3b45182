using LoraCluster.Sweeps.Definition.Text;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Checks the keys of a mapping against those it may and must have.</summary>
internal static class MappingReader
{
    /// <summary>The node as a mapping, or null with an error noted.</summary>
    public static SpecMapping? Expect(SpecNode node, string field, string expected, SpecErrors errors)
    {
        if (node is not SpecMapping and not SpecRefused)
        {
            errors.Add(node.At, field, "wrong type", node.Describe(), expected);
        }

        return node as SpecMapping;
    }

    /// <summary>Notes every key that is not known.</summary>
    public static void RefuseUnknown(SpecMapping mapping, string path, IReadOnlyList<string> known, SpecErrors errors)
    {
        foreach (var entry in mapping.Entries.Where(e => !known.Contains(e.Key, StringComparer.Ordinal)))
        {
            errors.Add(
                entry.KeyAt,
                path + entry.Key,
                $"unknown key '{entry.Key}'",
                "",
                "one of " + string.Join(", ", known),
                Suggestion.For(entry.Key, known));
        }
    }

    /// <summary>Notes the keys that are not there.</summary>
    public static void RequireAll(SpecMapping mapping, string field, IEnumerable<string> required, SpecErrors errors)
    {
        string[] missing = [.. required.Where(key => mapping.Find(key) is null)];
        if (missing.Length > 0)
        {
            errors.Add(mapping.At, field, "missing: " + string.Join(", ", missing), "", missing.Length == 1 ? "a value for it" : "a value for each");
        }
    }
}
