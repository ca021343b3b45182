using LoraCluster.Benchmarks.Aggregation;
using LoraCluster.Benchmarks.Coordinator;
using LoraCluster.Benchmarks.Kernels;
using LoraCluster.Benchmarks.Scaling;
using LoraCluster.Linear;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Benchmarks.Compare;

/// <summary>Carries a comparison out, one program after the other, so that none disturbs another.</summary>
internal sealed class ComparisonRun(CompareOptions options, TextWriter log)
{
    // Enough to see what sharing decompositions brings; it is no goal of its own.
    private const double ShareOfShared = 0.2;

    /// <summary>Runs everything; throws <see cref="CompareException"/>.</summary>
    public Comparison Run()
    {
        NumPy? numPy = NumPy.Find(options.Interpreters);
        log.WriteLine(numPy is null ? NumPy.Advice + "\nwithout it only our own side is timed" : $"NumPy {numPy.Software.Numpy} on {numPy.Software.Blas}");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lora-compare-");
        try
        {
            log.WriteLine("publishing the command line");
            var cli = PublishedCli.Publish(folder.FullName);
            return new Comparison
            {
                Date = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
                Command = options.CommandLine,
                Machine = Machine.Here(),
                Release = typeof(ComparisonRun).Assembly.GetName().Version!.ToString(3),
                Software = numPy?.Software,
                Sweeps = [.. options.Sweeps.Select(sweep => RunSweep(cli, numPy, sweep))],
                Kernels = Measure<KernelRow>("kernels", ["--seconds", "1", "--sizes", .. options.Sizes.Select(d => FormattableString.Invariant($"{d}"))]),
                Aggregation = Measure<AggregationRow>("aggregation", ["--rows", "10000000"]),
                Scaling = Measure<ScalingRow>("scaling", []),
                Coordinator = Measure<CoordinatorRow>("coordinator", ["--cells", "10000", "1000000000"]),
                Lapack = numPy is null ? [] : RunLapack(numPy),
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private SweepTimes RunSweep(PublishedCli cli, NumPy? numPy, string sweep)
    {
        (double seconds, string dataset) = cli.Run(sweep);
        var parameters = new LinearExperiment().Parameters;
        IReadOnlyList<CellRows> cells = Agreement.Read(dataset, parameters);
        long trials = cells.Sum(cell => (long)cell.Rows[0].Trials);
        VarianceRatio[] variances = [.. VarianceRatio.Of(sweep, cells)];
        log.WriteLine($"{sweep}: {seconds:F2} s here");
        if (numPy is null)
        {
            return new SweepTimes(sweep, trials, seconds, null, null, null, variances);
        }

        (NumPySweep each, double eachSeconds) = numPy.RunSweep(sweep, options.Fraction, share: false);
        log.WriteLine($"{sweep}: {eachSeconds:F1} s in NumPy");
        (NumPySweep shared, double sharedSeconds) = numPy.RunSweep(sweep, Math.Min(options.Fraction, ShareOfShared), share: true);
        log.WriteLine($"{sweep}: {sharedSeconds:F1} s in NumPy with shared decompositions");
        return new SweepTimes(
            sweep,
            trials,
            seconds,
            new NumPyTime(eachSeconds, each.Trials),
            new NumPyTime(sharedSeconds, shared.Trials),
            Agreement.Of(cells, parameters, each),
            variances);
    }

    // In a process of its own: this one has been busy with other things.
    private List<T> Measure<T>(string command, IReadOnlyList<string> arguments)
    {
        log.WriteLine(command);
        string program = typeof(ComparisonRun).Assembly.Location;
        return BenchJson.Read<List<T>>(Child.Run("dotnet", [program, command, "--json", .. arguments]).Output);
    }

    private IReadOnlyList<LapackRow> RunLapack(NumPy numPy)
    {
        log.WriteLine("the same algorithm on LAPACK");
        return numPy.RunFast(options.Sizes);
    }
}
