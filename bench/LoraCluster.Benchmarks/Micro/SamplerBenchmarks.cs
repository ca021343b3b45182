using BenchmarkDotNet.Attributes;
using LoraCluster.Benchmarks.Kernels;

namespace LoraCluster.Benchmarks.Micro;

/// <summary>Normals for eight trials, per normal.</summary>
public class SamplerBenchmarks : KernelBenchmark
{
    /// <summary>Time per normal.</summary>
    [Benchmark(OperationsPerInvoke = SamplerKernel.Normals)]
    public void Normal() => RunOnce();

    private protected override Kernel Make() => new SamplerKernel();
}
