using LoraCluster.Benchmarks.Compare;
using LoraCluster.Benchmarks.Kernels;

namespace LoraCluster.Benchmarks.Tests.Compare;

public class ReportTests
{
    private static readonly Comparison Full = new()
    {
        Date = new DateOnly(2026, 2, 3),
        Command = "bench/compare",
        Machine = new Machine("AMD EPYC 9000 (x)", 2, "AVX-512", "Linux", ".NET 10"),
        Release = "1.2.3",
        Software = new NumPySoftware("3.11", "1.24", "1.10", "openblas"),
        Sweeps = [new("noise", 4000, 2, new(400, 400), new(100, 80), new Agreement(240, 1.01, 3.2), [new("noise", 8, 40, 0.01, 0.25, 1.1)]), new("decay", 2100, 1, new(50, 210), new(20, 42), null, [])],
        Kernels = [new(SolverKernel.EveryRankName, 100, "trial", 250_000, 0, 9), new(SolverKernel.FewRanksName, 100, "trial", 160_000, 0, 9), new("ledger", null, "block", 500, 480, 9)],
        Aggregation = [new(20_000, 10, 10, 12.5, 48, 130, 131)],
        Scaling = [new(1, 12, 180, 20, 80, 110, 0.97, 0.16, 0.998, 0.02), new(2, 6, 170, 20, 80, 110, 0.97, 0.1, 0.99, 0.081)],
        Coordinator = [new("over loopback", 2, 1_000_000, 600_000, 5, 120_000, 54_000, 1.9, 100, 109)],
        Lapack = [new(100, "eigh", 0.8), new(100, "svd", 1.25), new(100, "subset", 0.9)],
    };

    [Fact]
    public void A_line_for_every_sweep_and_one_for_all_of_them()
    {
        string page = Report.Of(Full);

        Assert.Contains("| noise | 4,000 | 2.00 | 400 | 200 | 100 | 50.0 | 240 | 1.01 | 3.20 |\n", page, StringComparison.Ordinal);
        Assert.Contains("| all | 6,100 | 3.00 | 450 | 150 | 120 | 40.0 | – | – | – |\n", page, StringComparison.Ordinal);
        Assert.Contains("| noise | 8 | 40 | 0.0100 | 0.250 | 1.10 |\n", page, StringComparison.Ordinal);
        Assert.Contains("NumPy ran 610 trials, and 122 sharing", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_solver_is_compared_with_the_faster_decomposition()
    {
        string page = Report.Of(Full);

        Assert.Contains("| 100 | 0.250 | 0.800 | 1.25 | 0.312 |\n", page, StringComparison.Ordinal);
        Assert.Contains("| 100 | 0.160 | 0.800 | 0.900 | 0.200 |\n", page, StringComparison.Ordinal);
        Assert.Contains("| ledger |  | 500 | 2,000,000 | 480 | block |\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_surrounds_the_solver_has_its_tables()
    {
        string page = Report.Of(Full);

        Assert.Contains("| 2 | 6.00 | 2.00 | 20, 80, 110 | 97.0 % | 10.0 % | 99.0 % | 8.1 % |\n", page, StringComparison.Ordinal);
        Assert.Contains("| over loopback | 2 | 1,000,000 | 120,000 | 54,000 | 109 |\n", page, StringComparison.Ordinal);
        Assert.Contains("| 10 | 20,000 | 2,000 | 1,600 | 48.0 | 130 | 131 |\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_NumPy_the_page_says_what_to_install_and_leaves_its_numbers_out()
    {
        string page = Report.Of(Full with
        {
            Software = null,
            Sweeps = [new("noise", 4000, 2, null, null, null, [])],
            Lapack = [],
        });

        Assert.Contains("apt-get install python3-numpy", page, StringComparison.Ordinal);
        Assert.Contains("| all | 4,000 | 2.00 | – | – | – | – | – | – | – |\n", page, StringComparison.Ordinal);
        Assert.Contains("| 100 | 0.250 | – | – | – |\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_are_named_after_the_day_and_the_processor() => Assert.Equal("2026-02-03-amd-epyc-9000-x", Full.FileName);
}
