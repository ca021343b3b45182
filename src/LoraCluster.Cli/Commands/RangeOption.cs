using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace LoraCluster.Cli.Commands;

/// <summary>Options that take a number in a range; anything else is a usage error that names the option, the value and the range.</summary>
internal static class RangeOption
{
    public static Option<T> Of<T>(string name, string description, T standard, T smallest, T largest, string expected)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            DefaultValueFactory = _ => standard,
            CustomParser = result =>
            {
                string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
                if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) && value >= smallest && value <= largest)
                {
                    return value;
                }

                result.AddError($"option {name}: got '{text}'; expected {expected}");
                return standard;
            },
        };
}
