using System.Text.RegularExpressions;

namespace LoraCluster.Sweeps.Definition.Text;

/// <summary>What a plain scalar means under YAML 1.2's core schema, without its octal and hexadecimal numbers.</summary>
internal static partial class CoreScalar
{
    /// <summary>True for null in any spelling.</summary>
    public static bool IsNull(SpecScalar scalar) => scalar.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>The truth value, or null.</summary>
    public static bool? Truth(SpecScalar scalar) => !scalar.Plain ? null : scalar.Value switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    /// <summary>True for decimal digits with an optional sign.</summary>
    public static bool IsInteger(string text) => IntegerPattern().IsMatch(text);

    /// <summary>True for a decimal number, whole or not.</summary>
    public static bool IsNumber(string text) => NumberPattern().IsMatch(text);

    /// <summary>True for the spellings of infinity and not-a-number.</summary>
    public static bool IsNonFinite(string text) => NonFinitePattern().IsMatch(text);

    /// <summary>True where the digits before the exponent are not all zero.</summary>
    public static bool HasNonZeroDigit(string number) =>
        number.TakeWhile(c => c is not ('e' or 'E')).Any(c => c is >= '1' and <= '9');

    [GeneratedRegex(@"^[-+]?[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex IntegerPattern();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z", RegexOptions.CultureInvariant)]
    private static partial Regex NonFinitePattern();
}
