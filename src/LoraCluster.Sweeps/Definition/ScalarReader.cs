using System.Globalization;
using LoraCluster.Sweeps.Definition.Text;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Reads single values of the types that fields have; null where the value is refused, with the reason noted.</summary>
internal sealed class ScalarReader(SpecErrors errors)
{
    /// <summary>A whole number from <paramref name="smallest"/> to <paramref name="largest"/>, never through binary64.</summary>
    public Int128? Whole(SpecNode node, string field, Int128 smallest, Int128 largest, string expected)
    {
        if (Number(node, field, expected) is not { } scalar)
        {
            return null;
        }

        if (!CoreScalar.IsInteger(scalar.Value))
        {
            errors.Add(node.At, field, "not a whole number", scalar.Value, expected, WholeHint(scalar.Value));
            return null;
        }

        if (Int128.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= smallest && value <= largest)
        {
            return value;
        }

        errors.Add(node.At, field, "out of range", scalar.Value, expected);
        return null;
    }

    /// <summary>A finite number; what overflows or rounds to 0 is refused, what is merely tiny is not.</summary>
    public double? Real(SpecNode node, string field, string expected)
    {
        if (Number(node, field, expected) is not { } scalar)
        {
            return null;
        }

        double value = double.Parse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(value))
        {
            errors.Add(node.At, field, "the number overflows", scalar.Value, expected, "the largest number is 1.797e308");
            return null;
        }

        if (value == 0 && CoreScalar.HasNonZeroDigit(scalar.Value))
        {
            errors.Add(node.At, field, "the number rounds to 0", scalar.Value, expected, "write 0 if 0 is meant");
            return null;
        }

        return value;
    }

    /// <summary>One word of a closed list, quoted or not.</summary>
    public string? Choice(SpecNode node, string field, string what, IReadOnlyList<string> choices)
    {
        string expected = "one of " + string.Join(", ", choices);
        if (Scalar(node, field, expected) is not { } scalar)
        {
            return null;
        }

        if (choices.Contains(scalar.Value, StringComparer.Ordinal))
        {
            return scalar.Value;
        }

        errors.Add(node.At, field, "unknown " + what, scalar.Value, expected, Suggestion.For(scalar.Value, choices));
        return null;
    }

    private string? Word(SpecNode node, string field, ParameterSpec spec)
    {
        if (!spec.IsOpen)
        {
            return Choice(node, field, spec.Name, spec.Choices);
        }

        string? word = Scalar(node, field, spec.Expectation)?.Value;
        if (word is null || spec.Knows(word))
        {
            return word;
        }

        errors.Add(node.At, field, $"no name of a {spec.Name}", word, spec.Expectation);
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>, without quotes.</summary>
    public bool? Flag(SpecNode node, string field)
    {
        if (Scalar(node, field, "true or false") is not { } scalar)
        {
            return null;
        }

        bool? value = CoreScalar.Truth(scalar);
        if (value is null)
        {
            errors.Add(node.At, field, "wrong type", scalar.Describe(), "true or false", scalar.Plain ? "" : "remove the quotes");
        }

        return value;
    }

    /// <summary>A value that the parameter allows.</summary>
    public ParameterValue? Value(SpecNode node, string field, ParameterSpec spec)
    {
        ParameterValue? value = spec.Kind switch
        {
            ParameterKind.Integer => Whole(node, field, long.MinValue, long.MaxValue, spec.Expectation) is { } whole ? ParameterValue.Of((long)whole) : null,
            ParameterKind.Real => Real(node, field, spec.Expectation) is { } real ? ParameterValue.Of(real) : null,
            ParameterKind.Flag => Flag(node, field) is { } flag ? ParameterValue.Of(flag) : null,
            _ => Word(node, field, spec) is { } word ? ParameterValue.Of(word) : null,
        };
        if (value is { } found && !spec.Accepts(found))
        {
            errors.Add(node.At, field, "out of range", node.Describe(), spec.Expectation);
            return null;
        }

        return value;
    }

    /// <summary>A single value that is not null.</summary>
    public SpecScalar? Scalar(SpecNode node, string field, string expected)
    {
        if (node is SpecRefused)
        {
            return null;
        }

        if (node is SpecScalar scalar && !CoreScalar.IsNull(scalar))
        {
            return scalar;
        }

        errors.Add(node.At, field, node is SpecScalar ? "the value is missing" : "wrong type", node is SpecScalar ? "" : node.Describe(), expected);
        return null;
    }

    private SpecScalar? Number(SpecNode node, string field, string expected)
    {
        if (Scalar(node, field, expected) is not { } scalar)
        {
            return null;
        }

        if (scalar.Plain && CoreScalar.IsNumber(scalar.Value))
        {
            return scalar;
        }

        if (scalar.Plain && CoreScalar.IsNonFinite(scalar.Value))
        {
            errors.Add(node.At, field, "the number must be finite", scalar.Value, expected);
            return null;
        }

        errors.Add(
            node.At,
            field,
            "wrong type",
            scalar.Describe(),
            expected,
            !scalar.Plain && CoreScalar.IsNumber(scalar.Value) ? "remove the quotes" : "");
        return null;
    }

    private static string WholeHint(string text)
    {
        bool exact = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) && decimal.IsInteger(value);
        return exact ? $"write {value.ToString("0", CultureInfo.InvariantCulture)}" : "";
    }
}
