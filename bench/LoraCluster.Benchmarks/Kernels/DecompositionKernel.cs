using System.Runtime.Intrinsics;
using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.Randomness;

namespace LoraCluster.Benchmarks.Kernels;

/// <summary>The decomposition alone: eight Gaussian d × d matrices to bidiagonal form and singular values, no vectors.</summary>
internal sealed unsafe class DecompositionKernel : Kernel
{
    private readonly int _d;
    private readonly LaneBuffer _matrix = new();
    private readonly LaneBuffer _copy = new();
    private readonly LaneBuffer _reflectors = new();
    private readonly LaneBuffer _work = new();
    private readonly LaneProductForm _form = new();

    /// <summary>Matrices of dimension <paramref name="d"/>.</summary>
    public DecompositionKernel(int d)
        : base("decomposition", "matrix")
    {
        _d = d;
        var sampler = new LaneSampler(LanePhilox.ForTrials(1, 1, 0));
        sampler.Normals(StreamPurpose.Noise, _matrix.Reserve((long)d * d), (long)d * d);
    }

    public override long Units => LaneOps.Width;

    public override void Run()
    {
        long size = (long)_d * _d;
        Vector512<double>* a = _copy.Reserve(size);
        Vector512<double>* taus = _work.Reserve((3L * _d) + LaneBidiagonalization.WorkLength(_d, _d));
        Vector512<double>* diagonal = taus + _d;
        Vector512<double>* super = diagonal + _d;
        LaneOps.Copy(_matrix.Reserve(size), a, size);
        LaneBidiagonalization.Reduce(a, _d, _d, diagonal, super, _reflectors.Reserve(size), taus, keepLeft: true, super + _d);
        _form.Factor(diagonal, super, _d, largestFirst: true);
    }

    public override void Dispose()
    {
        foreach (LaneBuffer buffer in new[] { _matrix, _copy, _reflectors, _work })
        {
            buffer.Dispose();
        }

        _form.Dispose();
    }
}
