using System.CommandLine;
using System.Globalization;

namespace LoraCluster.Benchmarks.Kernels;

/// <summary><c>kernels</c>: every kernel by the stopwatch, one thread.</summary>
internal static class KernelCommand
{
    public static Command Create()
    {
        var sizes = new Option<int[]>("--sizes")
        {
            Description = "Dimensions of solver and decomposition.",
            DefaultValueFactory = _ => [20, 40, 100, 200, 400],
            AllowMultipleArgumentsPerToken = true,
        };
        var seconds = new Option<double>("--seconds") { Description = "Time for each kernel, at least three rounds.", DefaultValueFactory = _ => 0.25 };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        sizes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int[]>() is { } given && given.Any(d => d is < 1 or > 5000))
            {
                result.AddError("--sizes takes whole numbers from 1 to 5000");
            }
        });
        var command = new Command("kernels", "Time the solver, its parts, the ledger and the writer by the stopwatch, on one thread.") { sizes, seconds, json };
        command.SetAction(parsed =>
        {
            IEnumerable<KernelRow> rows = KernelSuite.Measure(parsed.GetValue(sizes)!, parsed.GetValue(seconds));
            BenchJson.Print(rows, parsed.GetValue(json), Line);
        });
        return command;
    }

    private static string Line(KernelRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Kernel,-26} {(row.D is { } d ? $"d = {d}" : string.Empty),-9} {row.NsPerUnit,16:N2} ns a {row.Unit,-12} {row.PerSecond,16:N0} a second {row.BytesPerUnit,10:N1} bytes a {row.Unit}");
}
