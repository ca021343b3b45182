using System.CommandLine;
using System.Globalization;

namespace LoraCluster.Benchmarks.Scale;

/// <summary><c>scale</c>: clusters that are larger than any machine here, in virtual time.</summary>
internal static class ScaleCommand
{
    public static Command Create()
    {
        var nodes = new Option<int[]>("--nodes")
        {
            Description = "Worker nodes; several sizes are simulated one after the other.",
            DefaultValueFactory = _ => [10, 100, 300, 1000, 2000],
            AllowMultipleArgumentsPerToken = true,
        };
        var threads = new Option<int>("--threads") { Description = "Solver threads of a node.", DefaultValueFactory = _ => 8 };
        var block = new Option<double>("--block") { Description = "Seconds of a block.", DefaultValueFactory = _ => 0.1 };
        var actor = new Option<double>("--actor-us") { Description = "Microseconds of the coordinator's actor for a message, besides the ledger's.", DefaultValueFactory = _ => 2 };
        var message = new Option<double>("--message-us") { Description = "Microseconds of processor time of the coordinator's process for a message.", DefaultValueFactory = _ => 25 };
        var seconds = new Option<double>("--seconds") { Description = "Virtual seconds that are measured, after half as many of warm-up.", DefaultValueFactory = _ => 20 };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("scale", "Simulate large clusters around the real ledger: the coordinator's load, and where it is too much.")
        {
            nodes, threads, block, actor, message, seconds, json,
        };
        command.SetAction(parsed =>
        {
            double span = parsed.GetValue(seconds);
            var rows = parsed.GetValue(nodes)!.Select(n =>
                new ScaleModel(n, parsed.GetValue(threads), parsed.GetValue(block), parsed.GetValue(actor) * 1e-6).Run(span / 2, span, parsed.GetValue(message) * 1e-6));
            BenchJson.Print(rows, parsed.GetValue(json), Line);
        });
        return command;
    }

    private static string Line(ScaleRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Nodes,5} nodes {row.Threads,6} threads {row.BlockSeconds,5:0.###} s {row.BlocksPerSecond,9:N0} blocks/s {row.Efficiency,6:P1} {row.MessagesPerSecond,9:N0} messages/s "
        + $"ledger {row.LedgerMicroseconds,5:N1} us/block, actor {row.ActorLoad,5:N2}, process {row.ProcessLoad,5:N2} cores, {row.HeldSeconds,5:N0} s in hand");
}
