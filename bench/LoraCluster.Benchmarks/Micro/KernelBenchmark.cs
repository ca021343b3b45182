using BenchmarkDotNet.Attributes;
using LoraCluster.Benchmarks.Kernels;

namespace LoraCluster.Benchmarks.Micro;

/// <summary>BenchmarkDotNet's view of a kernel. A derived class says which kernel, and by <c>OperationsPerInvoke</c> how many units a run has.</summary>
[MemoryDiagnoser]
public abstract class KernelBenchmark
{
    private Kernel? _kernel;

    /// <summary>Makes the kernel.</summary>
    [GlobalSetup]
    public void SetUp() => _kernel = Make();

    /// <summary>Frees it.</summary>
    [GlobalCleanup]
    public void CleanUp() => _kernel?.Dispose();

    /// <summary>The kernel for this run's parameters.</summary>
    private protected abstract Kernel Make();

    /// <summary>Runs the kernel once.</summary>
    protected void RunOnce() => _kernel!.Run();
}
