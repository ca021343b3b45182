namespace LoraCluster.Chaos.Hosts;

/// <summary>
/// Hosts in network namespaces, joined by a bridge in a namespace of its own: nothing of it is seen by, or reaches, the machine's network. Needs root, ip (iproute2)
/// and nft (nftables).
/// </summary>
internal sealed class Network : IDisposable
{
    private readonly string _tag = FormattableString.Invariant($"lc{Environment.ProcessId}-");
    private readonly int _hosts;

    /// <summary>Makes hosts 1 to <paramref name="hosts"/>. Throws <see cref="ChaosException"/>.</summary>
    public Network(int hosts)
    {
        _hosts = hosts;
        try
        {
            Shell.Run("ip", "netns", "add", Bridge);
            Shell.Run("ip", "-n", Bridge, "link", "add", "br0", "type", "bridge");
            Shell.Run("ip", "-n", Bridge, "link", "set", "br0", "up");
            for (int host = 1; host <= hosts; host++)
            {
                AddHost(host);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private string Bridge => _tag + "br";

    /// <summary>Why networks cannot be made here; null where they can.</summary>
    public static string? Lack()
    {
        if (!Environment.IsPrivilegedProcess || Shell.Try("ip", "-V").Code != 0 || Shell.Try("nft", "-v").Code != 0)
        {
            return "needs root, iproute2 and nftables";
        }

        try
        {
            using var network = new Network(1);
            return Shell.Try("ip", "netns", "exec", network.NamespaceOf(1), "nft", "add", "table", "inet", "probe").Code == 0 ? null : "nftables does not work in a namespace here";
        }
        catch (ChaosException trouble)
        {
            return $"network namespaces are not allowed here: {trouble.Message}";
        }
    }

    /// <summary>The name of a host's namespace.</summary>
    public string NamespaceOf(int host) => FormattableString.Invariant($"{_tag}{host}");

    /// <summary>A host's address on the bridge.</summary>
    public static string AddressOf(int host) => FormattableString.Invariant($"10.99.0.{host}");

    /// <summary>Words that run a command on a host.</summary>
    public string[] On(int host, params string[] command) => ["ip", "netns", "exec", NamespaceOf(host), .. command];

    public void Dispose()
    {
        foreach (string name in Enumerable.Range(1, _hosts).Select(NamespaceOf).Append(Bridge))
        {
            Shell.Try("ip", "netns", "del", name);
        }
    }

    private void AddHost(int host)
    {
        string name = NamespaceOf(host);
        string port = FormattableString.Invariant($"h{host}");
        Shell.Run("ip", "netns", "add", name);
        Shell.Run("ip", "-n", name, "link", "set", "lo", "up");
        Shell.Run("ip", "-n", name, "link", "add", "eth0", "type", "veth", "peer", "name", port, "netns", Bridge);
        Shell.Run("ip", "-n", name, "address", "add", AddressOf(host) + "/24", "dev", "eth0");
        Shell.Run("ip", "-n", name, "link", "set", "eth0", "up");
        Shell.Run("ip", "-n", Bridge, "link", "set", port, "master", "br0", "up");
    }
}
