using Akka.Configuration;
using Akka.Configuration.Hocon;
using LoraCluster.Cluster.Node;
using LoraCluster.Server.Tests.Toys;

namespace LoraCluster.Cli.Tests.Deployment;

/// <summary>cluster-config/node.hocon.</summary>
public sealed class ClusterConfigTests
{
    private static readonly string Example = File.ReadAllText(Repository.Path("cluster-config/node.hocon"));

    [Fact]
    public void The_example_shows_settings_that_akka_knows_with_the_values_that_hold_anyhow()
    {
        Config without = InForce(string.Empty);
        Assert.All(Leaves(), leaf => Assert.Equal(without.GetString(leaf.Path, "a key that Akka does not know"), leaf.Value));
    }

    [Fact]
    public void What_is_changed_in_the_example_is_in_force()
    {
        foreach (var (path, _) in Leaves())
        {
            Assert.Equal("7 s", InForce($"{path} = 7 s").GetString(path));
        }
    }

    // With Akka's own references below, as the cluster takes them.
    private static Config InForce(string hocon) => NodeHocon.Of(new NodeSettings { Hocon = hocon })
        .WithFallback(ConfigurationFactory.FromResource<Akka.Cluster.Cluster>("Akka.Cluster.Configuration.Cluster.conf"));

    private static List<(string Path, string Value)> Leaves()
    {
        var leaves = Under(string.Empty, ConfigurationFactory.ParseString(Example).Root).ToList();
        Assert.True(leaves.Count >= 5);
        return leaves;
    }

    private static IEnumerable<(string Path, string Value)> Under(string path, HoconValue value) => value.IsObject()
        ? value.GetObject().Items.SelectMany(item => Under(path.Length == 0 ? item.Key : $"{path}.{item.Key}", item.Value))
        : [(path, value.GetString())];
}
