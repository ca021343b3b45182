using LoraCluster.Cluster.Node;
using LoraCluster.Cluster.Protocol;
using Xunit;

namespace LoraCluster.Cluster.Tests.Node;

public sealed class NodeIdentityTests
{
    private static readonly NodeIdentity Ours = new("1.2.3", "bits");

    [Theory]
    [InlineData(0, "1.2.3", "bits", null)]
    [InlineData(1, "1.2.3", "bits", "it speaks protocol")]
    [InlineData(-1, "9.9.9", "other", "it speaks protocol")]
    [InlineData(0, "1.2.4", "other", "it runs release 1.2.4, the coordinator 1.2.3")]
    [InlineData(0, "1.2.3", "other", "its arithmetic differs: fingerprint other, the coordinator's bits")]
    public void A_stranger_hears_the_first_thing_that_differs(int protocolsAhead, string release, string fingerprint, string? objection)
    {
        string? heard = Ours.ObjectionTo(NodeProtocol.Version + protocolsAhead, release, fingerprint);
        Assert.True(objection is null ? heard is null : heard?.StartsWith(objection, StringComparison.Ordinal), heard);
    }
}
