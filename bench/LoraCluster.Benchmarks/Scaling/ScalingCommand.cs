using System.CommandLine;
using System.Globalization;

namespace LoraCluster.Benchmarks.Scaling;

/// <summary><c>scaling</c>: a mixed grid on one core and on all of them.</summary>
internal static class ScalingCommand
{
    public static Command Create()
    {
        var trials = new Option<int>("--trials") { Description = "Trials of a cell: a hundred take about six seconds of one core.", DefaultValueFactory = _ => 400 };
        var workers = new Option<int[]>("--workers")
        {
            Description = "Numbers of workers, one run each. [default: 1 and as many as there are processors]",
            DefaultValueFactory = _ => [1, Environment.ProcessorCount],
            AllowMultipleArgumentsPerToken = true,
        };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("scaling", "Run a grid of dimensions from 10 to 400 with different numbers of workers; look at blocks, predictions and idle cores.")
        {
            trials, workers, json,
        };
        command.SetAction(async (parsed, _) =>
        {
            var rows = await Measure(parsed.GetValue(trials), parsed.GetValue(workers)!).ConfigureAwait(false);
            BenchJson.Print(rows, parsed.GetValue(json), row => Line(row, rows[0]));
        });
        return command;
    }

    /// <summary>One run for each number of workers, after one that teaches the machine's speed and compiles everything.</summary>
    public static async Task<IReadOnlyList<ScalingRow>> Measure(int trials, IReadOnlyList<int> workers)
    {
        var run = new ScalingRun(MixedGrid.Sweep(trials));
        await run.RunAsync(Environment.ProcessorCount).ConfigureAwait(false);
        var rows = new List<ScalingRow>();
        foreach (int count in workers)
        {
            rows.Add(await run.RunAsync(count).ConfigureAwait(false));
        }

        return rows;
    }

    private static string Line(ScalingRow row, ScalingRow first) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Workers,3} workers {row.Seconds,7:F2} s, {first.Seconds / row.Seconds:F2} times as fast as {first.Workers}; {row.Blocks} blocks of {row.BlockMsLow:F0}–{row.BlockMsMedian:F0}–{row.BlockMsHigh:F0} ms, {row.ShareInTarget:P0} of the time in blocks of 50 to 200 ms; prediction off by {row.PredictionError:P0}; busy {row.BusyShare:P1}, idle {row.TailIdleShare:P1} in the last twentieth");
}
