using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using LoraCluster.Cli.Commands;

namespace LoraCluster.Cli;

/// <summary>The library's help, followed by examples.</summary>
internal sealed class HelpWithExamples(HelpAction inner, Streams streams) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        int result = inner.Invoke(parseResult);
        bool isRoot = parseResult.CommandResult.Command is RootCommand;
        string name = isRoot ? string.Empty : parseResult.CommandResult.Command.Name;
        streams.Out.WriteLine("Examples:");
        foreach ((string command, string meaning) in Examples.Of(name))
        {
            streams.Out.WriteLine($"  {command}");
            streams.Out.WriteLine($"      {meaning}");
        }

        if (isRoot)
        {
            streams.Out.WriteLine();
            streams.Out.WriteLine("Exit codes:");
            streams.Out.WriteLine(ExitCodes.InWords);
        }

        return result;
    }
}
