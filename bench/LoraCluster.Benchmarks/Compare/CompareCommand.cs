using System.CommandLine;

namespace LoraCluster.Benchmarks.Compare;

/// <summary><c>compare</c>: the published command line and the kernels against NumPy and LAPACK, in one run on one machine.</summary>
internal static class CompareCommand
{
    private const int CannotCompare = 1;

    public static Command Create()
    {
        var sweeps = new Option<string[]>("--sweeps")
        {
            Description = "Which of the paper's sweeps.",
            DefaultValueFactory = _ => [.. Repository.PaperSweeps],
            AllowMultipleArgumentsPerToken = true,
        };
        sweeps.AcceptOnlyFromAmong([.. Repository.PaperSweeps]);
        var fraction = new Option<double>("--fraction")
        {
            Description = "Share of each cell's trials that NumPy runs; its time is scaled up to all of them.",
            DefaultValueFactory = _ => 1,
        };
        var sizes = new Option<int[]>("--sizes")
        {
            Description = "Dimensions of the kernels.",
            DefaultValueFactory = _ => [20, 40, 100, 200, 400, 1000],
            AllowMultipleArgumentsPerToken = true,
        };
        var python = new Option<string?>("--python") { Description = "The interpreter with NumPy. [default: python3, then /usr/bin/python3]" };
        var folder = new Option<string?>("--out") { Description = "Where the results go. [default: bench/results]" };
        fraction.Validators.Add(result =>
        {
            if (!(result.GetValueOrDefault<double>() is > 0 and <= 1))
            {
                result.AddError("--fraction takes a number above 0, up to 1");
            }
        });
        var command = new Command("compare", "Time the paper's sweeps and the kernels against NumPy and LAPACK.")
        {
            sweeps, fraction, sizes, python, folder,
        };
        command.SetAction(parsed => Run(new CompareOptions(
            string.Join(' ', ["bench/compare", .. parsed.Tokens.Skip(1).Select(token => token.Value)]),
            parsed.GetValue(sweeps)!,
            parsed.GetValue(fraction),
            parsed.GetValue(sizes)!,
            parsed.GetValue(python) is { } given ? [given] : ["python3", "/usr/bin/python3"],
            parsed.GetValue(folder) ?? Repository.Path("bench", "results"))));
        return command;
    }

    private static int Run(CompareOptions options)
    {
        try
        {
            Comparison comparison = new ComparisonRun(options, Console.Error).Run();
            Directory.CreateDirectory(options.Folder);
            string path = Path.Combine(options.Folder, comparison.FileName);
            string report = Report.Of(comparison);
            File.WriteAllText(path + ".json", BenchJson.Write(comparison) + "\n");
            File.WriteAllText(path + ".md", report);
            Console.Error.WriteLine($"written: {path}.md, {path}.json\n");
            Console.Write(report);
            return 0;
        }
        catch (CompareException e)
        {
            Console.Error.WriteLine($"bench/compare: {e.Message}");
            return CannotCompare;
        }
    }
}
