namespace LoraCluster.Sweeps.Experiments;

/// <summary>What an experiment says about one of its grid parameters: enough to check a sweep file and to type a column.</summary>
/// <param name="Name">The name in sweep files and datasets, <c>[a-z][a-z0-9_]*</c>.</param>
/// <param name="Kind">The type of its values.</param>
/// <param name="Description">One sentence for help and schema, with the unit.</param>
public sealed record ParameterSpec(string Name, ParameterKind Kind, string Description)
{
    /// <summary>A few words for the axis of a figure, with the symbol where there is one; null where the name says enough.</summary>
    public string? Label { get; init; }

    /// <summary>The value of a sweep that does not name the parameter; null where it must be named.</summary>
    public ParameterValue? Default { get; init; }

    /// <summary>Smallest value allowed (integer and real parameters).</summary>
    public double Minimum { get; init; } = double.MinValue;

    /// <summary>Largest value allowed (integer and real parameters).</summary>
    public double Maximum { get; init; } = double.MaxValue;

    /// <summary>True where <see cref="Minimum"/> itself is refused.</summary>
    public bool MinimumExcluded { get; init; }

    /// <summary>The words allowed (choice parameters).</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>True where other names than those of <see cref="Choices"/> are allowed too: <c>[A-Za-z0-9][A-Za-z0-9._-]*</c>, 96 characters at most.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The range or list in words, as error messages quote it: "an integer from 1 to 16384".</summary>
    public string Expectation => Kind switch
    {
        ParameterKind.Integer => $"an integer from {(long)Minimum} to {(long)Maximum}",
        ParameterKind.Real when Minimum == double.MinValue && Maximum == double.MaxValue => "a finite number",
        ParameterKind.Real => FormattableString.Invariant($"a finite number {(MinimumExcluded ? ">" : ">=")} {Minimum:R}")
            + (Maximum == double.MaxValue ? "" : FormattableString.Invariant($" and <= {Maximum:R}")),
        ParameterKind.Flag => "true or false",
        _ => "one of " + string.Join(", ", Choices) + (IsOpen ? ", or another name of letters, digits, '.', '_' and '-'" : ""),
    };

    /// <summary>True where the value has the right kind and lies in the range or list.</summary>
    public bool Accepts(ParameterValue value) => value.Kind == Kind && Kind switch
    {
        ParameterKind.Integer => value.Integer >= Minimum && value.Integer <= Maximum,
        ParameterKind.Real => (MinimumExcluded ? value.Real > Minimum : value.Real >= Minimum) && value.Real <= Maximum,
        ParameterKind.Choice => Knows(value.Text),
        _ => true,
    };

    /// <summary>True for a word of the list, or a name where other names are allowed.</summary>
    public bool Knows(string word) => Choices.Contains(word, StringComparer.Ordinal) || (IsOpen && word.Length is > 0 and <= NameLengthMax && char.IsAsciiLetterOrDigit(word[0]) && word.All(IsOfName));

    private const int NameLengthMax = 96;

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';
}
