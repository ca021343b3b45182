namespace LoraCluster.Benchmarks.Kernels;

/// <summary>Every kernel, measured one after the other.</summary>
internal static class KernelSuite
{
    /// <summary>Measures each kernel for about <paramref name="seconds"/>; results come as they are ready.</summary>
    public static IEnumerable<KernelRow> Measure(IReadOnlyList<int> sizes, double seconds) => Kernels(sizes).Select(kernel =>
    {
        using Kernel made = kernel.Make();
        Measurement measured = Measurement.Of(made, seconds);
        return new KernelRow(made.Name, kernel.D, made.Unit, measured.Seconds * 1e9, measured.Bytes, measured.Rounds);
    });

    private static IEnumerable<(int? D, Func<Kernel> Make)> Kernels(IReadOnlyList<int> sizes)
    {
        yield return (null, () => new PhiloxKernel());
        yield return (null, () => new SamplerKernel());
        foreach (int d in sizes)
        {
            yield return (d, () => new DecompositionKernel(d));
            yield return (d, () => new SolverKernel(d, allRanks: false));
            yield return (d, () => new SolverKernel(d, allRanks: true));
        }

        yield return (null, () => new LedgerKernel());
        yield return (null, () => new MergeKernel());
        yield return (null, () => new PartKernel());
    }
}
