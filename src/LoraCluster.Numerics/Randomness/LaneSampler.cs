using System.Runtime.Intrinsics;

namespace LoraCluster.Numerics.Randomness;

/// <summary>Normals and χ² variates for eight trials side by side.</summary>
internal readonly unsafe struct LaneSampler(LanePhilox philox)
{
    // A proposal is refused with probability below 0.05; 64 refusals in a row will not be seen by anyone.
    private const uint MaxAttempts = 64;

    /// <summary>
    /// Fills <paramref name="count"/> lane vectors with <paramref name="scale"/> times N(0, 1), from pair number <paramref name="firstPair"/> of the purpose on.
    /// </summary>
    public void Normals(StreamPurpose purpose, Lanes* destination, long count, double scale = 1, long firstPair = 0)
    {
        var factor = Vector512.Create(scale);
        long pairs = count / 2;
        for (long i = 0; i < pairs; i++)
        {
            philox.Words(purpose, checked((uint)(firstPair + i)), out Vector512<ulong> first, out Vector512<ulong> second);
            LaneMath.Normals(first, second, out Lanes z0, out Lanes z1);
            destination[2 * i] = factor * z0;
            destination[(2 * i) + 1] = factor * z1;
        }

        if (count % 2 != 0)
        {
            philox.Words(purpose, checked((uint)(firstPair + pairs)), out Vector512<ulong> first, out Vector512<ulong> second);
            LaneMath.Normals(first, second, out Lanes z0, out _);
            destination[count - 1] = factor * z0;
        }
    }

    /// <summary>
    /// One χ variate (the square root of a χ²) per lane with <paramref name="degrees"/> ≥ 1 degrees of freedom. Above 2: the squeeze-free rejection of
    /// Marsaglia and Tsang, ACM TOMS 26 (2000), lane by lane under a mask: an accepted lane keeps its value.
    /// </summary>
    public Lanes Chi(StreamPurpose purpose, StreamPurpose uniformPurpose, uint index, long degrees)
    {
        uint counter = index * MaxAttempts;
        philox.Words(purpose, counter, out Vector512<ulong> first, out Vector512<ulong> second);
        if (degrees <= 2)
        {
            LaneMath.Normals(first, second, out Lanes z0, out Lanes z1);
            return Vector512.Sqrt(degrees == 1 ? z0 * z0 : Vector512.FusedMultiplyAdd(z0, z0, z1 * z1));
        }

        double d = (degrees / 2.0) - (1.0 / 3.0);
        var dLanes = Vector512.Create(d);
        var cLanes = Vector512.Create(1 / Math.Sqrt(9 * d));
        Lanes result = dLanes;
        Lanes done = Lanes.Zero;
        for (uint attempt = 0; attempt < MaxAttempts; attempt++)
        {
            philox.Words(purpose, counter + attempt, out first, out second);
            LaneMath.Normals(first, second, out Lanes x, out _);
            philox.Words(uniformPurpose, counter + attempt, out first, out _);
            Lanes t = Vector512.FusedMultiplyAdd(cLanes, x, Lanes.One);
            Lanes positive = Vector512.GreaterThan(t, Vector512.Create(1e-100));
            Lanes v = Vector512.ConditionalSelect(positive, t * t * t, Lanes.One);
            Lanes bound = (Vector512.Create(0.5) * x * x) + (dLanes * (Lanes.One - v + LaneMath.Log(v)));
            Lanes accepted = Vector512.LessThan(LaneMath.Log(LaneMath.OpenUniform(first)), bound) & positive;
            result = Vector512.ConditionalSelect(Vector512.AndNot(accepted, done), dLanes * v, result);
            done |= accepted;
            if (Vector512.EqualsAll(done.AsUInt64(), Vector512<ulong>.AllBitsSet))
            {
                break;
            }
        }

        return Vector512.Sqrt(result + result);
    }
}
