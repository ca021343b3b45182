using LoraCluster.Cluster.Node;

namespace LoraCluster.Cli.Nodes;

/// <summary>What a node tells Akka beyond Akka's own defaults.</summary>
internal static class ToldToAkka
{
    /// <summary>All of it, in the order of the keys.</summary>
    public static IReadOnlyList<HoconLeaf> All(NodeSettings settings) =>
        [.. HoconLeaf.Of(NodeHocon.Of(settings)).Where(leaf => !leaf.Key.StartsWith(NodeSettingTable.Section + ".", StringComparison.Ordinal))];

    /// <summary>What an operator's file says in vain, since an option, another file or what protects the node wins: a line for each, with what holds instead.</summary>
    public static IEnumerable<string> Overruled(NodeSettingsReader.Result read)
    {
        var inForce = All(NodeHost.SettingsOf(read.Choices)).ToDictionary(leaf => leaf.Key, leaf => leaf.Shown);
        return
            from file in read.Leaves
            from leaf in file.Leaves
            where leaf.Path[0] == "akka" && inForce.GetValueOrDefault(leaf.Key) != leaf.Shown
            select $"{file.Path}: {leaf.Key} is not in force" + (inForce.TryGetValue(leaf.Key, out string? value) ? $": it is {value}" : string.Empty);
    }
}
