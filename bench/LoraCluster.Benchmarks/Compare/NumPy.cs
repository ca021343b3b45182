using System.Globalization;

namespace LoraCluster.Benchmarks.Compare;

/// <summary>The Python half: finds an interpreter with NumPy on a tuned BLAS and runs the scripts of <c>bench/numpy</c> with it.</summary>
internal sealed class NumPy
{
    /// <summary>What to do where <see cref="Find"/> finds nothing.</summary>
    public const string Advice =
        "no Python with NumPy, SciPy, PyYAML, threadpoolctl and a tuned BLAS; install them with\n"
        + "  apt-get install python3-numpy python3-scipy python3-yaml python3-threadpoolctl libopenblas0";

    // The library finds its kernels by itself. Some machines force older ones by the first two, for the sake of other programs.
    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["OPENBLAS_CORETYPE"] = null,
        ["OPENBLAS_L2_SIZE"] = null,
        ["PYTHONDONTWRITEBYTECODE"] = "1",
    };

    private readonly string _python;

    private NumPy(string python, NumPySoftware software) => (_python, Software) = (python, software);

    /// <summary>Versions, and the kernels that BLAS chose.</summary>
    public NumPySoftware Software { get; }

    /// <summary>The first interpreter that has everything; null where there is none.</summary>
    public static NumPy? Find(IReadOnlyList<string> interpreters)
    {
        foreach (string python in interpreters)
        {
            try
            {
                return new NumPy(python, BenchJson.Read<NumPySoftware>(Script(python, "blas.py").Output));
            }
            catch (CompareException)
            {
                // The next one may have it.
            }
        }

        return null;
    }

    /// <summary>Runs a sweep the direct way: the scripts' result, and the seconds from start to exit that every trial would have taken.</summary>
    public (NumPySweep Result, double Seconds) RunSweep(string sweep, double fraction, bool share)
    {
        string[] arguments =
        [
            Repository.Path("sweeps", sweep + ".yaml"), "--json", "--fraction", fraction.ToString("R", CultureInfo.InvariantCulture),
            .. share ? ["--share"] : Array.Empty<string>(),
        ];
        (string output, double seconds) = Script(_python, "paper.py", arguments);
        NumPySweep result = BenchJson.Read<NumPyRun>(output).Sweeps.Single();
        return (result, result.Scaled(seconds));
    }

    /// <summary>Milliseconds per trial of the fast algorithm on LAPACK.</summary>
    public IReadOnlyList<LapackRow> RunFast(IReadOnlyList<int> sizes) =>
        BenchJson.Read<LapackRun>(Script(_python, "fast.py", "--json", "--sizes", string.Join(',', sizes)).Output).Rows;

    private static (string Output, double Seconds) Script(string python, string name, params string[] arguments) =>
        Child.Run(python, [Repository.Path("bench", "numpy", name), .. arguments], Environment);
}
