using System.Net;
using Akka.Configuration;
using LoraCluster.Cluster.Local;
using LoraCluster.Cluster.Node;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Nodes;

/// <summary>Reads a node's settings: the command line, then the environment, then HOCON files, then defaults. Every problem is found in one pass.</summary>
/// <param name="environment">The variables.</param>
/// <param name="files">HOCON files, their names and texts; the first that speaks of a setting has the word.</param>
internal sealed class NodeSettingsReader(IReadOnlyDictionary<string, string> environment, IReadOnlyList<(string Path, string Text)> files)
{
    private readonly List<string> _problems = [];

    /// <summary>What was chosen, where it was said, and what is wrong.</summary>
    /// <param name="Choices">The choices; of no use where there are problems.</param>
    /// <param name="Said">Each setting that something was said of: the value and the place.</param>
    /// <param name="Leaves">Every value in each HOCON file.</param>
    /// <param name="Problems">A line for each.</param>
    internal sealed record Result(
        NodeChoices Choices, IReadOnlyDictionary<string, (string Value, string Source)> Said,
        IReadOnlyList<(string Path, IReadOnlyList<HoconLeaf> Leaves)> Leaves, IReadOnlyList<string> Problems);

    /// <summary>Reads everything; <paramref name="onCommandLine"/> gives what an option was given, or null.</summary>
    public Result Read(Func<NodeSetting, string?> onCommandLine)
    {
        var said = new Dictionary<string, (string Value, string Source)>();
        var leaves = files.Select(f => (f.Path, Leaves: Parse(f.Path, f.Text))).ToList();
        RefuseUnknown(leaves);
        var choices = new NodeChoices { Node = new NodeSettings { Hocon = string.Join('\n', files.Reverse().Select(f => f.Text)) } };
        foreach (var setting in NodeSettingTable.All)
        {
            if (Find(setting, onCommandLine, leaves) is not var (value, source))
            {
                continue;
            }

            said[setting.Name] = (value, source);
            try
            {
                choices = setting.Apply(choices, value);
            }
            catch (FormatException expected)
            {
                _problems.Add($"{source}: got '{value}'; expected {expected.Message}");
            }
        }

        Judge(choices);
        return new Result(choices, said, leaves, _problems);
    }

    private (string Value, string Source)? Find(
        NodeSetting setting, Func<NodeSetting, string?> onCommandLine, IEnumerable<(string Path, IReadOnlyList<HoconLeaf> Leaves)> leaves)
    {
        if (onCommandLine(setting) is { } given)
        {
            return (given, setting.Option);
        }

        // Compose files and shells pass on what they have no value for as an empty text.
        if (environment.TryGetValue(setting.Variable, out string? variable) && variable.Length > 0)
        {
            return (variable, setting.Variable);
        }

        foreach (var (path, values) in leaves)
        {
            if (values.FirstOrDefault(leaf => leaf.Key == setting.Key) is { } said)
            {
                return (said.Text, $"{path}: {setting.Key}");
            }
        }

        return null;
    }

    private IReadOnlyList<HoconLeaf> Parse(string path, string text)
    {
        try
        {
            HoconBrackets.Check(text);
            return HoconLeaf.Of(ConfigurationFactory.ParseString(text));
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            _problems.Add($"{path}: is no HOCON that can be used: {trouble.Message}");
            return [];
        }
    }

    private void RefuseUnknown(IEnumerable<(string Path, IReadOnlyList<HoconLeaf> Leaves)> leaves)
    {
        var variables = NodeSettingTable.All.Select(s => s.Variable).Concat(NodeSettingTable.OtherVariables).ToList();
        foreach (string name in environment.Keys.Where(n => n.StartsWith(NodeSettingTable.Prefix, StringComparison.Ordinal) && !variables.Contains(n)).Order(StringComparer.Ordinal))
        {
            _problems.Add($"{name}: unknown variable{Hint(name, variables)}");
        }

        var keys = NodeSettingTable.All.Select(s => s.Key).ToList();
        foreach (var (path, leaf) in leaves.SelectMany(file => file.Leaves.Where(IsUnknown).Select(leaf => (file.Path, leaf))))
        {
            // The last name is what was mistyped, or put outside the section.
            _problems.Add($"{path}: {leaf.Key}: unknown setting{Hint($"{NodeSettingTable.Section}.{leaf.Path[^1]}", keys)}");
        }

        foreach (var (path, leaf) in leaves.SelectMany(file => file.Leaves.Where(IsSerialization).Select(leaf => (file.Path, leaf))))
        {
            _problems.Add($"{path}: {leaf.Key}: which bytes become which objects is not a setting: a serializer more is a way in more");
        }

        bool IsSerialization(HoconLeaf leaf) => leaf.Path is ["akka", "actor", "serializers" or "serialization-bindings" or "serialization-identifiers" or "serialization-settings", ..];

        // The dispatcher that bears our name is Akka's to understand.
        bool IsUnknown(HoconLeaf leaf) => leaf.Path[0] == NodeSettingTable.Section.Split('.')[0]
            && !keys.Contains(leaf.Key) && !leaf.Key.StartsWith(ActorSettings.AggregatorDispatcher + ".", StringComparison.Ordinal);
    }

    // What is wrong between settings that are each right.
    private void Judge(NodeChoices choices)
    {
        var node = choices.Node;
        if (node.Roles.Contains(NodeRoles.Aggregator) && string.IsNullOrEmpty(node.DataDirectory))
        {
            _problems.Add("--data: an aggregator needs a data directory; give one, or leave aggregator out of --roles");
        }

        bool hasTls = choices.CertificatePath is not null;
        if (hasTls != (choices.AuthorityPath is not null))
        {
            _problems.Add("--tls-certificate and --tls-ca go together");
        }

        if (!hasTls && choices.PasswordPath is not null)
        {
            _problems.Add("--tls-password-file is the password of --tls-certificate; give both or neither");
        }

        if (!IsLoopback(node.Bind.Host) && !hasTls && !choices.IsInsecureNetworkAllowed)
        {
            _problems.Add($"--bind {node.Bind.Host}: beyond loopback nodes need certificates (--tls-certificate, --tls-ca; 'lora-cluster certs' makes them), or --insecure-network");
        }

        if (node.Bind.Host is "0.0.0.0" or "::" && node.Advertise is null)
        {
            _problems.Add($"--bind {node.Bind.Host}: needs --advertise HOST:PORT, an address that other nodes can reach");
        }

        if (choices.Http is { } http && !IsLoopback(http.Host) && choices.TokenPath is null)
        {
            _problems.Add($"--http {http.Host}: beyond loopback the API needs --token-file");
        }
    }

    private static string Hint(string name, IReadOnlyCollection<string> known) => Suggestion.For(name, known) is { Length: > 0 } hint ? "; " + hint : string.Empty;

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
