using System.CommandLine;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.Remote;

namespace LoraCluster.Cli.Commands;

/// <summary>A command that asks a node for a list and shows it as a table or as JSON.</summary>
internal static class Listing
{
    /// <summary>Makes the command.</summary>
    /// <param name="command">Its name and description.</param>
    /// <param name="streams">Where it writes.</param>
    /// <param name="ask">Asks the node.</param>
    /// <param name="json">The answer for a machine.</param>
    /// <param name="heading">The table's heading.</param>
    /// <param name="rows">The table's rows; where there are none, <paramref name="none"/> is said instead.</param>
    /// <param name="none">What to say of an empty list.</param>
    public static Command Create<T>(
        Command command,
        Streams streams,
        Func<NodeClient, CancellationToken, Task<T>> ask,
        Func<T, string> json,
        IReadOnlyList<string> heading,
        Func<T, IReadOnlyList<IReadOnlyList<string>>> rows,
        string none)
    {
        var asJson = new Option<bool>("--json") { Description = "Print them as one line of JSON." };
        command.Options.Add(asJson);
        var node = new NodeArguments();
        node.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using NodeClient client = node.Connect(parsed);
            T answer = await ask(client, cancellation).ConfigureAwait(false);
            if (parsed.GetValue(asJson))
            {
                streams.Out.WriteLine(json(answer));
            }
            else if (rows(answer) is { Count: > 0 } shown)
            {
                TextTable.Write(streams.Out, heading, shown);
            }
            else
            {
                streams.Error.WriteLine(none);
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
