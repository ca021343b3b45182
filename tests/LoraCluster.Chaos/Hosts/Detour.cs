using System.Diagnostics;

namespace LoraCluster.Chaos.Hosts;

/// <summary>
/// A detour for new connections to a port of a host, over a <see cref="DelayProxy"/> there that gives every byte some time on its way: many kernels have no queueing discipline that does it.
/// </summary>
internal sealed class Detour
{
    private const int ProxyPort = 4054;
    private const string Table = "detour";

    private readonly string[] _nft;
    private readonly Process _proxy;

    /// <summary>Starts the proxy and leads connections to it.</summary>
    public Detour(Network network, int host, int port, TimeSpan delay)
    {
        _nft = network.On(host, "nft");
        string[] words = network.On(
            host, ["dotnet", typeof(Detour).Assembly.Location, DelayProxy.CommandName, .. new[] { ProxyPort, port, (int)delay.TotalMilliseconds }.Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)), Network.AddressOf(host)]);
        _proxy = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true })!;
        Shell.Run([.. _nft, $"add table ip {Table}"]);
        Shell.Run([.. _nft, $"add chain ip {Table} in {{ type nat hook prerouting priority -100 ; }}"]);
        Shell.Run([.. _nft, FormattableString.Invariant($"add rule ip {Table} in iifname eth0 tcp dport {port} counter redirect to :{ProxyPort}")]);
    }

    /// <summary>Waits for the proxy to listen. Throws <see cref="ChaosException"/> where it ended instead.</summary>
    public async Task UntilOpenAsync()
    {
        if (await _proxy.StandardOutput.ReadLineAsync().ConfigureAwait(false) is null)
        {
            throw new ChaosException("the delaying proxy did not start");
        }
    }

    /// <summary>Ends the detour and the connections on it; how many came by it.</summary>
    public long Close()
    {
        string listing = Shell.Run([.. _nft, $"list table ip {Table}"]);
        Shell.Run([.. _nft, $"delete table ip {Table}"]);
        _proxy.Kill(entireProcessTree: true);
        _proxy.WaitForExit();
        _proxy.Dispose();
        return Filter.PacketsIn(listing);
    }
}
