using System.Globalization;
using System.Text;
using LoraCluster.Benchmarks.Kernels;

namespace LoraCluster.Benchmarks.Compare;

/// <summary>A comparison as Markdown.</summary>
internal static class Report
{
    /// <summary>The whole page.</summary>
    public static string Of(Comparison c)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {c.Machine.Cpu}, {c.Machine.Cores} cores, {c.Date:yyyy-MM-dd}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"`{c.Command}` · LoraCluster {c.Release} · {c.Machine.Runtime}, {c.Machine.Vectors} · {c.Machine.System}\n");
        page.Append(c.Software is { } s
            ? $"Python {s.Python} · NumPy {s.Numpy} · SciPy {s.Scipy} · {s.Blas}\n"
            : $"NumPy's side is missing: {NumPy.Advice}\n");
        page.Append("\n## The paper's sweeps, whole commands, every core\n\n").Append(SweepTable.Of(c.Sweeps));
        page.Append("\n## Milliseconds per trial, one thread, dx = dy = d, n = 10 d\n\nEvery rank:\n\n").Append(TrialTable(c, SolverKernel.EveryRankName, ["eigh", "svd"]));
        page.Append("\nRanks 1, 2, 4, 8, 16:\n\n").Append(TrialTable(c, SolverKernel.FewRanksName, ["eigh", "subset"]));
        page.Append("\neigh: dsyevd of T Tᵀ (half of the digits); svd: dgesdd of T, as here; subset: dsyevr of T Tᵀ for 16 vectors.\n");
        page.Append("\n## Control variate\n\nWhat is left of a mean's variance, (adjusted_sem / sem)², over the cells of a sweep:\n\n").Append(VarianceTable(c.Sweeps));
        page.Append("\n## Other kernels, one thread\n\n").Append(KernelTable(c.Kernels));
        page.Append("\n## The system\n\n").Append(SystemTables.Of(c));
        return page.ToString();
    }

    private static string TrialTable(Comparison c, string kernel, IReadOnlyList<string> methods)
    {
        var table = new MarkdownTable(["d", "LoraCluster", .. methods.Select(method => $"LAPACK {method}"), "ratio to the faster"]);
        foreach (KernelRow row in c.Kernels.Where(row => row.Kernel == kernel))
        {
            double ours = row.NsPerUnit / 1e6;
            double?[] theirs = [.. methods.Select(method => c.Lapack.SingleOrDefault(l => l.D == row.D && l.Method == method)?.Ms)];
            table.Add([$"{row.D}", Number(ours), .. theirs.Select(Number), Number(ours / theirs.Min())]);
        }

        return table.ToString();
    }

    private static string VarianceTable(IReadOnlyList<SweepTimes> sweeps)
    {
        var table = new MarkdownTable(["sweep", "rank", "cells", "least", "median", "most"]);
        foreach (VarianceRatio ratio in sweeps.SelectMany(sweep => sweep.Variances))
        {
            table.Add([ratio.Sweep, $"{ratio.Rank}", $"{ratio.Cells}", Number(ratio.Least), Number(ratio.Median), Number(ratio.Most)]);
        }

        return table.ToString();
    }

    private static string KernelTable(IReadOnlyList<KernelRow> kernels)
    {
        var table = new MarkdownTable(["kernel", "d", "ns", "a second", "bytes allocated", "per"]);
        foreach (KernelRow row in kernels.Where(row => row.Kernel is not (SolverKernel.EveryRankName or SolverKernel.FewRanksName)))
        {
            table.Add([row.Kernel, $"{row.D}", Number(row.NsPerUnit), Number(row.PerSecond), Number(row.BytesPerUnit), row.Unit]);
        }

        return table.ToString();
    }

    private static string Number(double? value) => MarkdownTable.Number(value);
}
