using System.Runtime.Intrinsics;

namespace LoraCluster.Numerics.Randomness;

/// <summary>Plain arrays of normals for one trial, for the reference solver.</summary>
internal static class NormalStream
{
    /// <summary>Fills the array with N(0, 1).</summary>
    public static void Fill(TrialStream stream, StreamPurpose purpose, Span<double> destination)
    {
        var philox = LanePhilox.ForElements(stream);
        Span<double> pair = stackalloc double[16];
        for (int start = 0; start < destination.Length; start += 16)
        {
            philox.Words(purpose, (uint)(start / 2), out Vector512<ulong> first, out Vector512<ulong> second);
            LaneMath.Normals(first, second, out Vector512<double> z0, out Vector512<double> z1);
            z0.CopyTo(pair);
            z1.CopyTo(pair[8..]);
            pair[..Math.Min(16, destination.Length - start)].CopyTo(destination[start..]);
        }
    }
}
