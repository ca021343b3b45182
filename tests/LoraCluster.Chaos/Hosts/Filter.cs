using System.Globalization;
using System.Text.RegularExpressions;

namespace LoraCluster.Chaos.Hosts;

/// <summary>Rules of nftables at one host, in a table of their own, so that faults may overlap and each is healed by itself. They count what they meet.</summary>
internal sealed partial class Filter
{
    private static int _count;

    private readonly string[] _nft;
    private readonly string _table = FormattableString.Invariant($"f{Interlocked.Increment(ref _count)}");

    /// <summary>Adds rules for packets that come in and go out by the bridge, each without its hook and interface (<c>tcp sport 1 counter drop</c>).</summary>
    public Filter(Network network, int host, IEnumerable<string> input, IEnumerable<string> output)
    {
        _nft = network.On(host, "nft");
        Nft($"add table inet {_table}");
        Nft($"add chain inet {_table} in {{ type filter hook input priority 0 ; }}");
        Nft($"add chain inet {_table} out {{ type filter hook output priority 0 ; }}");
        foreach (string rule in input)
        {
            Nft($"add rule inet {_table} in iifname eth0 {rule}");
        }

        foreach (string rule in output)
        {
            Nft($"add rule inet {_table} out oifname eth0 {rule}");
        }
    }

    /// <summary>Takes the rules away; how many packets they met.</summary>
    public long Remove()
    {
        string listing = Shell.Run([.. _nft, "list", "table", "inet", _table]);
        Nft($"delete table inet {_table}");
        return PacketsIn(listing);
    }

    /// <summary>The sum of the counters in what nft lists.</summary>
    public static long PacketsIn(string listing) => Counter().Matches(listing).Sum(m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));

    private void Nft(string command) => Shell.Run([.. _nft, command]);

    [GeneratedRegex(@"counter packets (\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Counter();
}
