using System.CommandLine;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Commands;

/// <summary>The name of a submitted sweep.</summary>
internal static class JobArgument
{
    public static Argument<string> Create()
    {
        var argument = new Argument<string>("NAME") { Description = "The sweep's name, as its file gives it." };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && SweepName.ProblemOf(token.Value) is { } problem)
            {
                result.AddError($"NAME: got '{Quote.Clip(token.Value)}', {problem}; expected the name of a sweep, {SweepName.Rule}");
            }
        });
        return argument;
    }
}
