using BenchmarkDotNet.Attributes;
using LoraCluster.Benchmarks.Kernels;
using LoraCluster.Numerics.LinearAlgebra;

namespace LoraCluster.Benchmarks.Micro;

/// <summary>Bidiagonal form and singular values, per matrix.</summary>
public class DecompositionBenchmarks : KernelBenchmark
{
    /// <summary>The dimension.</summary>
    [Params(20, 40, 100, 200, 400, 1000)]
    public int D { get; set; }

    /// <summary>Time per matrix.</summary>
    [Benchmark(OperationsPerInvoke = LaneOps.Width)]
    public void Matrix() => RunOnce();

    private protected override Kernel Make() => new DecompositionKernel(D);
}
