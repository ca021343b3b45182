using BenchmarkDotNet.Attributes;
using LoraCluster.Benchmarks.Kernels;

namespace LoraCluster.Benchmarks.Micro;

/// <summary>Random bits, per 64-bit word.</summary>
public class PhiloxBenchmarks : KernelBenchmark
{
    /// <summary>Time per word.</summary>
    [Benchmark(OperationsPerInvoke = PhiloxKernel.Words)]
    public void Word() => RunOnce();

    private protected override Kernel Make() => new PhiloxKernel();
}
