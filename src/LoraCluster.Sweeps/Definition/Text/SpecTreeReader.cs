using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LoraCluster.Sweeps.Definition.Text;

/// <summary>
/// Builds the node tree from the YAML parser's events. The events, not the representation model: only here can anchors, aliases, tags and
/// duplicate keys be seen before they do harm.
/// </summary>
internal sealed class SpecTreeReader
{
    /// <summary>Deepest nesting.</summary>
    public const int MaxDepth = 16;

    /// <summary>Most nodes.</summary>
    public const int MaxNodes = 10_000;

    private readonly string _text;
    private readonly SpecErrors _errors;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private int _nodes;

    private SpecTreeReader(string text, SpecErrors errors)
    {
        _text = text;
        _errors = errors;
        _scanner = new Scanner(new StringReader(text));
        _parser = new Parser(_scanner);
    }

    /// <summary>The root, or null where the file is empty or cannot be read further; errors noted.</summary>
    public static SpecNode? Read(string text, SpecErrors errors)
    {
        var reader = new SpecTreeReader(text, errors);
        try
        {
            return reader.Document();
        }
        catch (TooMuchException tooMuch)
        {
            errors.Add(tooMuch.At, "yaml", tooMuch.Message, "", tooMuch.Expected);
            return null;
        }
        catch (YamlException problem)
        {
            bool tab = problem.Message.Contains(" tab ", StringComparison.Ordinal);
            errors.Add(
                (tab ? reader.IndentingTab(problem.Start) : null) ?? At(problem.Start),
                "yaml",
                "the file is not valid YAML: " + problem.Message.TrimEnd('.'),
                hint: tab ? "indent with spaces, not tabs" : "check indentation, quotes and brackets");
            return null;
        }
    }

    private SpecNode? Document()
    {
        Next();
        if (Next() is StreamEnd)
        {
            return null;
        }

        var root = Node(Next(), 1);
        Next();
        if (Next() is DocumentStart second)
        {
            _errors.Add(At(second.Start), "yaml", "a second document", "---", "one document per file", "split the file");
        }

        return root;
    }

    private ParsingEvent Next() => Moves() ? _parser.Current! : throw new YamlException(_scanner.CurrentPosition, _scanner.CurrentPosition, "the text ends too early");

    private bool Moves()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception problem) when (problem is not YamlException)
        {
            // YamlDotNet's scanner meets some broken texts (a plain text continued over lines inside brackets) with an InvalidOperationException.
            throw new YamlException(_scanner.CurrentPosition, _scanner.CurrentPosition, "a bracket, comma or indentation is out of place", problem);
        }
    }

    private SpecNode Node(ParsingEvent start, int depth)
    {
        var at = At(start.Start);
        if (++_nodes > MaxNodes)
        {
            throw new TooMuchException(at, "too many values in the file", $"at most {MaxNodes}; write long axes as linspace, geomspace or range");
        }

        if (depth > MaxDepth)
        {
            throw new TooMuchException(at, "nested too deeply", $"at most {MaxDepth} levels");
        }

        Refuse(start, at);
        return start switch
        {
            AnchorAlias => new SpecRefused(at),
            Scalar scalar => Value(scalar, at),
            SequenceStart => Sequence(at, depth),
            MappingStart => Mapping(at, depth),
            _ => throw new YamlException(start.Start, start.End, "a value is missing"),
        };
    }

    private void Refuse(ParsingEvent start, SpecPosition at)
    {
        if (start is AnchorAlias alias)
        {
            _errors.Add(at, "yaml", "aliases are not allowed", "*" + alias.Value.Value, "the value itself", "write it out");
        }
        else if (start is NodeEvent node && !node.Anchor.IsEmpty)
        {
            _errors.Add(at, "yaml", "anchors are not allowed", "&" + node.Anchor.Value, "a value without an anchor", "remove the anchor");
        }

        if (start is NodeEvent { Tag.IsEmpty: false } tagged)
        {
            _errors.Add(
                at,
                "yaml",
                "tags are not allowed",
                tagged.Tag.IsNonSpecific ? "!" : tagged.Tag.Value,
                "a value without a tag",
                "remove the tag");
        }
    }

    private SpecScalar Value(Scalar scalar, SpecPosition at)
    {
        bool plain = scalar.Style == ScalarStyle.Plain;
        int lead = plain ? 0 : 1;
        int start = (int)scalar.Start.Index + lead;
        bool verbatim = start + scalar.Value.Length <= _text.Length && string.CompareOrdinal(_text, start, scalar.Value, 0, scalar.Value.Length) == 0;
        return new SpecScalar(at, scalar.Value, plain, verbatim ? lead : null);
    }

    private SpecSequence Sequence(SpecPosition at, int depth)
    {
        var items = new List<SpecNode>();
        for (var next = Next(); next is not SequenceEnd; next = Next())
        {
            items.Add(Node(next, depth + 1));
        }

        return new SpecSequence(at, items);
    }

    private SpecMapping Mapping(SpecPosition at, int depth)
    {
        var entries = new List<SpecEntry>();
        var seen = new Dictionary<string, SpecPosition>(StringComparer.Ordinal);
        for (var next = Next(); next is not MappingEnd; next = Next())
        {
            var key = Node(next, depth + 1);
            var value = Node(Next(), depth + 1);
            if (key is not SpecScalar name)
            {
                _errors.Add(key.At, "yaml", "a key must be a word", key.Describe(), "a word followed by ':'");
            }
            else if (!seen.TryAdd(name.Value, name.At))
            {
                _errors.Add(
                    name.At,
                    name.Value,
                    $"the key stands twice: on line {seen[name.Value].Line} and on line {name.At.Line}",
                    "",
                    "each key once",
                    "remove one of them");
            }
            else
            {
                entries.Add(new SpecEntry(name.Value, name.At, value));
            }
        }

        return new SpecMapping(at, entries);
    }

    // The parser blames the value before the tab.
    private SpecPosition? IndentingTab(Mark from)
    {
        string[] lines = _text.Split('\n');
        for (int i = At(from).Line - 1; i < lines.Length; i++)
        {
            int tab = lines[i].IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && string.IsNullOrWhiteSpace(lines[i][..tab]))
            {
                return new SpecPosition(i + 1, tab + 1);
            }
        }

        return null;
    }

    private static SpecPosition At(Mark mark) => new(Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));

    /// <summary>Ends the reading of a file that is too deep or too long to go on with.</summary>
    private sealed class TooMuchException(SpecPosition at, string problem, string expected) : Exception(problem)
    {
        public SpecPosition At { get; } = at;

        public string Expected { get; } = expected;
    }
}
