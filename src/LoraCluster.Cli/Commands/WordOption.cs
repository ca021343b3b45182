using System.CommandLine;

namespace LoraCluster.Cli.Commands;

/// <summary>Options that take one of a few words; anything else is a usage error that names the option, the word and the list.</summary>
internal static class WordOption
{
    /// <summary>An option with a default.</summary>
    public static Option<string> Of(string name, string unit, string description, IReadOnlyList<string> words, string standard)
    {
        var option = new Option<string>(name) { HelpName = unit, Description = description, DefaultValueFactory = _ => standard };
        return Checked(option, words);
    }

    /// <summary>An option that may be left out.</summary>
    public static Option<string?> Optional(string name, string unit, string description, IReadOnlyList<string> words) =>
        Checked(new Option<string?>(name) { HelpName = unit, Description = description }, words);

    private static Option<T> Checked<T>(Option<T> option, IReadOnlyList<string> words)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && !words.Contains(token.Value))
            {
                result.AddError($"option {option.Name}: got '{token.Value}'; expected one of {string.Join(", ", words)}");
            }
        });
        return option;
    }
}
