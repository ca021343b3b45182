using LoraCluster.Benchmarks.Kernels;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Benchmarks.Tests.Guard;

/// <summary>MathNet's managed singular value decomposition of one d × d matrix, on one thread.</summary>
internal sealed class ManagedSvdKernel : Kernel
{
    private readonly Matrix<double> _matrix;

    public ManagedSvdKernel(int d)
        : base("MathNet's SVD", "matrix")
    {
        Control.UseManaged();
        Control.UseSingleThread();
        _matrix = Matrix<double>.Build.Random(d, d, 1);
    }

    public override long Units => 1;

    public override void Run() => _matrix.Svd(true);

    public override void Dispose()
    {
    }
}
