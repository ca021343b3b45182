using System.Runtime.Intrinsics;
using LoraCluster.Numerics.Randomness;

namespace LoraCluster.Numerics.Tests.Randomness;

public class PhiloxTests
{
    // Known answers that the authors ship with Random123 (file kat_vectors, philox4x32 10).
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void A_block_equals_the_authors_known_answer(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint w0, uint w1, uint w2, uint w3) =>
        Assert.Equal((w0, w1, w2, w3), Philox.Block(c0, c1, c2, c3, k0, k1));

    [Fact]
    public void Every_lane_is_the_scalar_block_of_its_own_trial()
    {
        ulong seed = 0x0123456789abcdef, hash = 0xfedcba9876543210;
        var lanes = LanePhilox.ForTrials(seed, hash, 0xfffffff0);
        lanes.Words(StreamPurpose.FactorChi, 77, out Vector512<ulong> first, out Vector512<ulong> second);
        for (int lane = 0; lane < 8; lane++)
        {
            (uint a, uint b, uint c, uint d) = Philox.Block(
                (2u << 28) + 77, 0xfffffff0 + (uint)lane, (uint)hash, (uint)(hash >> 32), (uint)seed, (uint)(seed >> 32));
            Assert.Equal(a | ((ulong)b << 32), first.GetElement(lane));
            Assert.Equal(c | ((ulong)d << 32), second.GetElement(lane));
        }
    }

    [Fact]
    public void Element_lanes_read_consecutive_indices_of_one_trial()
    {
        LanePhilox.ForElements(new TrialStream(5, 6, 7)).Words(StreamPurpose.Noise, 16, out Vector512<ulong> first, out _);
        (uint a, uint b, _, _) = Philox.Block(19, 7, 6, 0, 5, 0);
        Assert.Equal(a | ((ulong)b << 32), first.GetElement(3));
    }
}
