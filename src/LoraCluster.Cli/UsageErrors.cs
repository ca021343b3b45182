using System.CommandLine;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli;

/// <summary>What is wrong with a command line, one message each; what is mistyped gets a suggestion.</summary>
internal static class UsageErrors
{
    private const string NoSuchOption = "unknown option";

    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (command is RootCommand && parsed.UnmatchedTokens is [var word, ..] && !IsOption(word))
        {
            return [Unknown("unknown command", word, [.. command.Subcommands.Select(c => c.Name)])];
        }

        // Whatever follows an unknown option may have been its value: not worth a message of its own.
        string[] messages = [.. parsed.Errors.Select(error => error.Message)];
        string[] options =
        [
            .. messages.Where(message => message.StartsWith(NoSuchOption, StringComparison.Ordinal)),
            .. parsed.UnmatchedTokens.Where(IsOption).Select(option => UnknownOption(option, command)),
        ];
        return options.Length > 0 ? options : messages;
    }

    /// <summary>True for what can only be meant as an option; <c>-</c> alone is standard output.</summary>
    public static bool IsOption(string token) => token.StartsWith('-') && token.Length > 1;

    public static string UnknownOption(string token, Command command) =>
        Unknown(NoSuchOption, token, [.. command.Options.Select(o => o.Name).Append("--help").Distinct()]);

    private static string Unknown(string what, string token, string[] known)
    {
        string suggestion = Suggestion.For(token, known);
        return $"{what} '{token}'; expected one of {string.Join(", ", known)}" + (suggestion.Length > 0 ? "; " + suggestion : string.Empty);
    }
}
