using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.Randomness;

namespace LoraCluster.Benchmarks.Kernels;

/// <summary>Normals for eight trials side by side, into memory that stays in the cache.</summary>
internal sealed unsafe class SamplerKernel() : Kernel("sampler", "normal")
{
    /// <summary>Normals per run.</summary>
    public const int Normals = Vectors * LaneOps.Width;

    private const int Vectors = 1024;
    private readonly LaneBuffer _buffer = new();
    private uint _trial;

    public override long Units => Normals;

    public override void Run()
    {
        new LaneSampler(LanePhilox.ForTrials(1, 1, _trial)).Normals(StreamPurpose.Noise, _buffer.Reserve(Vectors), Vectors);
        _trial += LaneOps.Width;
    }

    public override void Dispose() => _buffer.Dispose();
}
