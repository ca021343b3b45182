using LoraCluster.Server.Tests.Toys;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace LoraCluster.Cli.Tests.Deployment;

/// <summary>docker-compose.yml, with its anchors and merges resolved.</summary>
internal static class ComposeFile
{
    public static string Path { get; } = Repository.Path("docker-compose.yml");

    public static IReadOnlyDictionary<object, object> Root { get; } = Read();

    public static IReadOnlyDictionary<string, IReadOnlyDictionary<object, object>> Services { get; } =
        Map(Root["services"]).ToDictionary(s => (string)s.Key, s => Map(s.Value));

    public static IReadOnlyDictionary<object, object> Map(object value) => (Dictionary<object, object>)value;

    public static string[] Words(object value) => [.. ((List<object>)value).Cast<string>()];

    private static Dictionary<object, object> Read()
    {
        using var text = new StreamReader(Path);
        return new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(text)));
    }
}
