using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace LoraCluster.Cli.Commands;

/// <summary>Options that take a number in a range; anything else is a usage error that names the option, the value and the range.</summary>
internal static class RangeOption
{
    /// <summary>An option with a default.</summary>
    public static Option<T> Of<T>(string name, string unit, string description, T standard, T smallest, T largest, string expected)
        where T : struct, INumber<T> => new(name)
        {
            HelpName = unit,
            Description = description,
            DefaultValueFactory = _ => standard,
            CustomParser = result => Parse(result, name, smallest, largest, expected) ?? standard,
        };

    /// <summary>An option that must be given.</summary>
    public static Option<T> Required<T>(string name, string unit, string description, T smallest, T largest, string expected)
        where T : struct, INumber<T> => new(name)
        {
            HelpName = unit,
            Description = description,
            Required = true,
            CustomParser = result => Parse(result, name, smallest, largest, expected) ?? smallest,
        };

    /// <summary>An option that may be left out and then has no value.</summary>
    public static Option<T?> Optional<T>(string name, string unit, string description, T smallest, T largest, string expected)
        where T : struct, INumber<T> => new(name)
        {
            HelpName = unit,
            Description = description,
            CustomParser = result => Parse(result, name, smallest, largest, expected),
        };

    private static T? Parse<T>(ArgumentResult result, string name, T smallest, T largest, string expected)
        where T : struct, INumber<T>
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) && value >= smallest && value <= largest)
        {
            return value;
        }

        result.AddError($"option {name}: got '{text}'; expected {expected}");
        return null;
    }
}
