using System.Runtime.Intrinsics;
using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.Randomness;

namespace LoraCluster.Benchmarks.Kernels;

/// <summary>Random bits alone: Philox on eight counters at once, two 64-bit words each.</summary>
internal sealed class PhiloxKernel() : Kernel("Philox", "64-bit word")
{
    /// <summary>Words per run.</summary>
    public const int Words = 2 * LaneOps.Width * Calls;

    private const int Calls = 4096;
    private uint _trial;

    /// <summary>Exclusive or of every word so far: a result that the compiler cannot leave out.</summary>
    public ulong Digest { get; private set; }

    public override long Units => Words;

    public override void Run()
    {
        LanePhilox philox = LanePhilox.ForTrials(1, 1, _trial);
        _trial += LaneOps.Width;
        Vector512<ulong> all = Vector512<ulong>.Zero;
        for (int i = 0; i < Calls; i++)
        {
            philox.Words(StreamPurpose.Noise, (uint)i, out Vector512<ulong> first, out Vector512<ulong> second);
            all ^= first ^ second;
        }

        for (int lane = 0; lane < LaneOps.Width; lane++)
        {
            Digest ^= all.GetElement(lane);
        }
    }

    public override void Dispose()
    {
    }
}
