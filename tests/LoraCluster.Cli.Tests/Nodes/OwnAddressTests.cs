using System.Net;
using System.Net.Sockets;
using LoraCluster.Cli.Nodes;

namespace LoraCluster.Cli.Tests.Nodes;

public sealed class OwnAddressTests
{
    [Fact]
    public void Auto_is_an_address_of_this_machine_or_refused_where_it_has_none()
    {
        DnsEndPoint found;
        try
        {
            found = OwnAddress.InPlaceOfAuto(new DnsEndPoint("auto", 25520));
        }
        catch (FormatException expected)
        {
            Assert.StartsWith("a machine with an IPv4 address beyond loopback", expected.Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(25520, found.Port);
        var address = IPAddress.Parse(found.Host);
        Assert.False(IPAddress.IsLoopback(address));
        using var listener = new TcpListener(address, 0);
        listener.Start();
    }

    [Fact]
    public void Any_other_host_stays() => Assert.Equal(new DnsEndPoint("automat", 1), OwnAddress.InPlaceOfAuto(new DnsEndPoint("automat", 1)));
}
