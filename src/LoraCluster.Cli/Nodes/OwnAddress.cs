using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LoraCluster.Cli.Nodes;

/// <summary>The address of this machine, for containers, which learn theirs only when they start.</summary>
internal static class OwnAddress
{
    private const string Auto = "auto";

    /// <summary>
    /// The end point as it is, or with this machine's first IPv4 address beyond loopback where its host is <c>auto</c>. Throws <see cref="FormatException"/> where there is none.
    /// </summary>
    public static DnsEndPoint InPlaceOfAuto(DnsEndPoint said) => said.Host == Auto ? new DnsEndPoint(First(), said.Port) : said;

    private static string First() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(i => i.OperationalStatus == OperationalStatus.Up && i.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(i => i.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address)
            .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a))?.ToString()
        ?? throw new FormatException("a machine with an IPv4 address beyond loopback, which this one has not; say HOST:PORT");
}
