using LoraCluster.Benchmarks.Kernels;

namespace LoraCluster.Benchmarks.Tests.Guard;

/// <summary>The same kernel side by side on threads of its own, each with the same amount of work.</summary>
internal sealed class ThreadsKernel(int threads, int runsPerThread, Func<Kernel> make) : Kernel($"{threads} threads", "unit")
{
    private readonly Kernel[] _kernels = [.. Enumerable.Range(0, threads).Select(_ => make())];

    public override long Units => _kernels.Sum(kernel => kernel.Units * runsPerThread);

    public override void Run()
    {
        Thread[] running = Array.ConvertAll(_kernels, kernel => new Thread(() => Work(kernel)));
        Array.ForEach(running, thread => thread.Start());
        Array.ForEach(running, thread => thread.Join());
    }

    public override void Dispose() => Array.ForEach(_kernels, kernel => kernel.Dispose());

    private void Work(Kernel kernel)
    {
        for (int i = 0; i < runsPerThread; i++)
        {
            kernel.Run();
        }
    }
}
