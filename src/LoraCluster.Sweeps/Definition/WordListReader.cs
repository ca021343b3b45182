using LoraCluster.Sweeps.Definition.Text;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Reads one word of a closed list, or a list of them.</summary>
internal sealed class WordListReader(SpecErrors errors)
{
    private readonly ScalarReader _scalars = new(errors);

    /// <summary>The words in the order of <paramref name="choices"/>; null with errors noted for an unknown or repeated one, and for none.</summary>
    public IReadOnlyList<string>? Read(SpecNode node, string field, string what, IReadOnlyList<string> choices)
    {
        if (node is SpecSequence { Items.Count: 0 })
        {
            errors.Add(node.At, field, "the list is empty", "[]", "one or more of " + string.Join(", ", choices));
            return null;
        }

        int before = errors.Count;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in node is SpecSequence list ? list.Items : [node])
        {
            if (_scalars.Choice(item, field, what, choices) is { } word && !seen.Add(word))
            {
                errors.Add(item.At, field, "the same word twice", word, "each word once");
            }
        }

        return errors.Count > before ? null : [.. choices.Where(seen.Contains)];
    }
}
