using System.Runtime.Serialization;
using Akka.Actor;
using CsCheck;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Cluster.Protocol.Wire;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using Xunit;

namespace LoraCluster.Cluster.Tests.Protocol.Wire;

public sealed class WireSerializerTests : SerializingTestKit
{
    private static readonly Block Widest = new(int.MaxValue, int.MaxValue, long.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue);
    private static readonly Loan Longest = new(Widest, int.MaxValue);
    private static readonly WorkerId LongName = new(new string('\u20ac', Frame.NameMax));

    private readonly WireSerializer _serializer;

    public WireSerializerTests() => _serializer = new WireSerializer((ExtendedActorSystem)Sys);

    [Fact]
    public void Every_message_survives_with_every_bit()
    {
        Messages.Any(TestActor).Sample(message =>
        {
            byte[] bytes = _serializer.ToBinary(message);
            var read = (IWireMessage)_serializer.FromBinary(bytes, _serializer.Manifest(message));
            Assert.Equal(Messages.TextOf(message), Messages.TextOf(read));
        }, iter: 5000, threads: 1);
    }

    [Fact]
    public void Every_type_that_may_travel_has_a_manifest_with_a_version()
    {
        var types = typeof(IWireMessage).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(IWireMessage))).ToList();
        var seen = new HashSet<string>();
        Messages.Any(TestActor).Sample(message => { seen.Add(_serializer.Manifest(message)); }, iter: 2000, threads: 1);

        Assert.Equal(types.Count, _serializer.Manifests.Count);
        Assert.Equal(_serializer.Manifests.Order(), seen.Order());
        Assert.All(_serializer.Manifests, manifest => Assert.Matches(@"^[a-z-]+\.[0-9]+$", manifest));
    }

    [Fact]
    public void Signs_of_zero_and_payloads_of_NaN_arrive()
    {
        ulong[] bits = [0x8000000000000000, 0, 0x7ff8000000000000, 0x7ff0000000000001, 0xfff8dead0000beef, 0x7ff0000000000000, 1];
        double[] losses = [.. bits.Select(BitConverter.UInt64BitsToDouble)];

        var read = Travel(new WorkProtocol.BlocksSolved(new WorkerId("w"), [new WorkProtocol.Solution(Longest, losses, 0)]));

        Assert.Equal(bits, read.Solutions.Single().Losses.Select(BitConverter.DoubleToUInt64Bits));
    }

    [Fact]
    public void Losses_are_little_endian_doubles()
    {
        byte[] bytes = _serializer.ToBinary(new WorkProtocol.BlocksSolved(new WorkerId("w"), [new WorkProtocol.Solution(Longest, [1.0], 0)]));

        Assert.Equal([0, 0, 0, 0, 0, 0, 0xf0, 0x3f], bytes[^8..]);
    }

    [Fact]
    public void The_largest_messages_fit_a_frame()
    {
        var whole = new WorkProtocol.Solution(Longest, new double[Frame.LossesMax], double.MaxValue);
        var empty = new WorkProtocol.Solution(Longest, [], double.MaxValue);
        var merged = new StoreProtocol.MergedBlock(Longest, new MergeStep(true, int.MaxValue, long.MaxValue), double.MaxValue);

        Assert.InRange(_serializer.ToBinary(new WorkProtocol.BlocksSolved(LongName, [whole])).Length, 8 * Frame.LossesMax, Frame.BodyMax);
        Travel(new WorkProtocol.BlocksSolved(LongName, [.. Enumerable.Repeat(empty, Frame.BlocksMax)]));
        Travel(new WorkProtocol.BlocksLeased(TestActor, [.. Enumerable.Repeat(Longest, Frame.BlocksMax)]));
        Travel(new StoreProtocol.BlocksMerged(LongName, [.. Enumerable.Repeat(merged, Frame.BlocksMax)]));
        Travel(new WorkProtocol.BlockCrashed(LongName, Longest.Lease, new string('\u20ac', 1_000_000)));
        Assert.Equal(Frame.TextMax, Travel(new StoreProtocol.SweepBroken(SweepFailure.Internal, new string('x', 1_000_000))).Message.Length);
    }

    [Fact]
    public void A_text_that_is_cut_within_a_pair_of_surrogates_still_travels() =>
        Travel(new StoreProtocol.SweepBroken(SweepFailure.Internal, new string('x', Frame.TextMax - 1) + "\U0001F600"));

    [Theory]
    [InlineData("request-work.2")]
    [InlineData("")]
    [InlineData("System.String, System.Private.CoreLib")]
    public void An_unknown_manifest_is_refused(string manifest) =>
        Assert.Throws<SerializationException>(() => _serializer.FromBinary([], manifest));

    [Fact]
    public void Bytes_beyond_a_frame_are_refused() =>
        Assert.Throws<SerializationException>(() => _serializer.FromBinary(new byte[Frame.BodyMax + 1], "part-lost.1"));

    [Fact]
    public void A_type_that_is_not_on_the_list_is_refused()
    {
        Assert.Throws<SerializationException>(() => _serializer.ToBinary("a string"));
        Assert.Throws<SerializationException>(() => _serializer.Manifest(new object()));
    }

    private T Travel<T>(T message)
        where T : notnull => (T)_serializer.FromBinary(_serializer.ToBinary(message), _serializer.Manifest(message));
}
