namespace LoraCluster.Sweeps.Definition.Text;

/// <summary>A place in the file: line and column, from 1.</summary>
internal readonly record struct SpecPosition(int Line, int Column)
{
    /// <summary>The first character.</summary>
    public static SpecPosition Start => new(1, 1);

    /// <summary>For messages: "line 3, column 7".</summary>
    public override string ToString() => FormattableString.Invariant($"line {Line}, column {Column}");
}
