namespace LoraCluster.Benchmarks.Kernels;

/// <summary>A piece of work that is timed over and over: every <see cref="Run"/> does <see cref="Units"/> units of it.</summary>
internal abstract class Kernel(string name, string unit) : IDisposable
{
    /// <summary>What is timed.</summary>
    public string Name { get; } = name;

    /// <summary>What is counted: a trial, a normal, a row …</summary>
    public string Unit { get; } = unit;

    /// <summary>Units per run.</summary>
    public abstract long Units { get; }

    /// <summary>Does the work once.</summary>
    public abstract void Run();

    /// <summary>Frees what the kernel holds.</summary>
    public abstract void Dispose();
}
