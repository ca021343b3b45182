using System.CommandLine;
using System.Globalization;

namespace LoraCluster.Benchmarks.Coordinator;

/// <summary><c>coordinator</c>: how many blocks that cost nothing a coordinator hands out and takes back in a second.</summary>
internal static class CoordinatorCommand
{
    public static Command Create()
    {
        var where = new Option<string>("--workers-in")
        {
            Description = "Where the workers are: process, loopback, or both one after the other.",
            DefaultValueFactory = _ => "both",
        };
        where.AcceptOnlyFromAmong("process", "loopback", "both");
        var workers = new Option<int>("--workers") { Description = "Workers.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var cells = new Option<long[]>("--cells")
        {
            Description = "Cells of the sweep, a block each; several are run one after the other.",
            DefaultValueFactory = _ => [1_000_000_000],
            AllowMultipleArgumentsPerToken = true,
        };
        var seconds = new Option<double>("--seconds") { Description = "Time for each measurement, after four seconds of warm-up.", DefaultValueFactory = _ => 4 };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("coordinator", "Count blocks without work through coordinator, ledger and aggregator, in process and between two.")
        {
            where, workers, cells, seconds, json,
        };
        command.SetAction(parsed =>
        {
            IEnumerable<CoordinatorRow> rows = Measure(
                parsed.GetValue(where)!, parsed.GetValue(cells)!, parsed.GetValue(workers), parsed.GetValue(seconds));
            BenchJson.Print(rows, parsed.GetValue(json), Line);
        });
        return command;
    }

    private static IEnumerable<CoordinatorRow> Measure(string where, long[] cells, int workers, double seconds)
    {
        foreach (bool isRemote in where == "both" ? [false, true] : new[] { where == "loopback" })
        {
            foreach (long count in cells)
            {
                using var run = new CoordinatorRun(isRemote, count, workers);
                yield return run.Watch(seconds);
            }
        }
    }

    private static string Line(CoordinatorRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Workers,-13} {row.WorkerCount,4} workers {row.Cells,14:N0} cells {row.BlocksPerSecond,10:N0} blocks/s {row.MessagesPerSecond,10:N0} messages/s {row.Cpus,5:N2} cpus {row.ResidentMb,6:N0} MB resident, {row.ResidentMbMax:N0} at most");
}
