using BenchmarkDotNet.Attributes;
using LoraCluster.Benchmarks.Kernels;

namespace LoraCluster.Benchmarks.Micro;

/// <summary>Deciding, per block.</summary>
public class LedgerBenchmarks : KernelBenchmark
{
    /// <summary>Time per block.</summary>
    [Benchmark(OperationsPerInvoke = LedgerKernel.Blocks)]
    public void Block() => RunOnce();

    private protected override Kernel Make() => new LedgerKernel();
}

/// <summary>From losses to rows, per row.</summary>
public class MergeBenchmarks : KernelBenchmark
{
    /// <summary>Time per row.</summary>
    [Benchmark(OperationsPerInvoke = MergeKernel.RowsPerPart)]
    public void Row() => RunOnce();

    private protected override Kernel Make() => new MergeKernel();
}

/// <summary>From rows to a committed part, per row.</summary>
public class PartBenchmarks : KernelBenchmark
{
    /// <summary>Time per row.</summary>
    [Benchmark(OperationsPerInvoke = MergeKernel.RowsPerPart)]
    public void Row() => RunOnce();

    private protected override Kernel Make() => new PartKernel();
}
