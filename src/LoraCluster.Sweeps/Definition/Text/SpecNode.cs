namespace LoraCluster.Sweeps.Definition.Text;

/// <summary>A node of the file with its place.</summary>
internal abstract record SpecNode(SpecPosition At)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Describe();
}

/// <summary>A single value.</summary>
/// <param name="At">Where it starts, its quote included.</param>
/// <param name="Value">Its text, escapes undone.</param>
/// <param name="Plain">True without quotes: only then can it be a number, a truth value or null.</param>
/// <param name="Verbatim">Characters between <paramref name="At"/> and the first of <paramref name="Value"/>, or null where the text in the file differs.</param>
internal sealed record SpecScalar(SpecPosition At, string Value, bool Plain, int? Verbatim) : SpecNode(At)
{
    public override string Describe() => Plain ? Value.Length == 0 ? "nothing" : Value : "\"" + Value + "\"";
}

/// <summary>A list.</summary>
internal sealed record SpecSequence(SpecPosition At, IReadOnlyList<SpecNode> Items) : SpecNode(At)
{
    public override string Describe() => "a list";
}

/// <summary>A mapping, keys in the order of the file.</summary>
internal sealed record SpecMapping(SpecPosition At, IReadOnlyList<SpecEntry> Entries) : SpecNode(At)
{
    public override string Describe() => "a mapping";

    /// <summary>The entry of a key, or null.</summary>
    public SpecEntry? Find(string key) => Entries.FirstOrDefault(e => e.Key == key);
}

/// <summary>A key of a mapping with its value.</summary>
internal sealed record SpecEntry(string Key, SpecPosition KeyAt, SpecNode Value);

/// <summary>Stands for a node that was refused while reading; everything after keeps silent about it.</summary>
internal sealed record SpecRefused(SpecPosition At) : SpecNode(At)
{
    public override string Describe() => "a refused value";
}
