using System.CommandLine;
using System.CommandLine.Parsing;

namespace LoraCluster.Cli.Commands;

/// <summary>
/// Arguments and options that name a file or directory. An empty name, as an unset shell variable leaves it, is a usage error; so is a word that can only be
/// a mistyped option (<c>./-name</c> names such a file).
/// </summary>
internal static class PathArgument
{
    public static Argument<string> Of(string name, string description)
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.Validators.Add(result => Check(result, name));
        return argument;
    }

    public static Option<string?> Option(string name, string description, string kind = "DIR")
    {
        var option = new Option<string?>(name) { HelpName = kind, Description = description };
        option.Validators.Add(result => Check(result, "option " + name));
        return option;
    }

    public static Option<string> RequiredOption(string name, string description)
    {
        var option = new Option<string>(name) { HelpName = "DIR", Description = description, Required = true };
        option.Validators.Add(result => Check(result, "option " + name));
        return option;
    }

    private static void Check(SymbolResult result, string what)
    {
        string value = result.Tokens is [var token, ..] ? token.Value : "-";
        if (string.IsNullOrWhiteSpace(value))
        {
            result.AddError($"{what}: the name is empty; expected a path");
        }
        else if (result is ArgumentResult { Parent: CommandResult command } && UsageErrors.IsOption(value))
        {
            result.AddError(UsageErrors.UnknownOption(value, command.Command));
        }
    }
}
