using BenchmarkDotNet.Attributes;
using LoraCluster.Benchmarks.Kernels;

namespace LoraCluster.Benchmarks.Micro;

/// <summary>The fast solver, per trial.</summary>
public class SolverBenchmarks : KernelBenchmark
{
    /// <summary>dx = dy.</summary>
    [Params(20, 40, 100, 200, 400, 1000)]
    public int D { get; set; }

    /// <summary>Every rank, or those of the paper's sweeps.</summary>
    [Params(false, true)]
    public bool AllRanks { get; set; }

    /// <summary>Time per trial.</summary>
    [Benchmark(OperationsPerInvoke = SolverKernel.Trials)]
    public void Trial() => RunOnce();

    private protected override Kernel Make() => new SolverKernel(D, AllRanks);
}
