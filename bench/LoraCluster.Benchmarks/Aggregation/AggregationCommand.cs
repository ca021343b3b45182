using System.CommandLine;
using System.Globalization;

namespace LoraCluster.Benchmarks.Aggregation;

/// <summary><c>aggregation</c>: from solved blocks to durable Parquet, and whether memory stays flat.</summary>
internal static class AggregationCommand
{
    public static Command Create()
    {
        var rows = new Option<long>("--rows") { Description = "Rows to write, for each number of trials.", DefaultValueFactory = _ => 3_000_000 };
        var trials = new Option<int[]>("--trials")
        {
            Description = "Trials of a cell.",
            DefaultValueFactory = _ => [1, 10, 100],
            AllowMultipleArgumentsPerToken = true,
        };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("aggregation", "Time an aggregator: solved blocks become durable Parquet parts, on one thread.") { rows, trials, json };
        command.SetAction(parsed =>
        {
            IEnumerable<AggregationRow> measured = parsed.GetValue(trials)!.Select(count =>
            {
                using var run = new AggregationRun(count);
                return run.Run(parsed.GetValue(rows));
            });
            BenchJson.Print(measured, parsed.GetValue(json), Line);
        });
        return command;
    }

    private static string Line(AggregationRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.TrialsPerCell,5} trials a cell {row.Rows,12:N0} rows {row.RowsPerCpuSecond,12:N0} rows/s of cpu {row.RowsPerSecond,12:N0} rows/s of wall {row.BytesAllocatedPerRow,7:N1} bytes allocated a row {row.ResidentMbEarly,6:N0} MB resident early, {row.ResidentMbMost:N0} at most");
}
