using System.Reflection;

namespace LoraCluster.Cli.Tests;

/// <summary>The one-way rule between rooms: Cli → Cluster → Results → Sweeps → Numerics, and who may know which library.</summary>
public class ArchitectureTests
{
    [Theory]
    [InlineData("LoraCluster.Numerics", "LoraCluster.", "Akka", "Parquet", "YamlDotNet")]
    [InlineData("LoraCluster.Sweeps", "LoraCluster.Results", "LoraCluster.Cluster", "LoraCluster.Linear", "Akka", "Parquet", "MathNet")]
    [InlineData("LoraCluster.Linear", "LoraCluster.Results", "LoraCluster.Cluster", "Akka", "Parquet", "MathNet")]
    [InlineData("LoraCluster.Results", "LoraCluster.Cluster", "LoraCluster.Linear", "Akka", "MathNet")]
    [InlineData("LoraCluster.Cluster", "LoraCluster.Linear", "Parquet", "MathNet")]
    [InlineData("lora-cluster", "Parquet", "MathNet")]
    public void A_room_does_not_refer_to_what_it_must_not_know(string room, params string[] forbidden)
    {
        AssemblyName[] references = Assembly.Load(room).GetReferencedAssemblies();
        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, r => forbidden.Any(f => r.Name!.StartsWith(f, StringComparison.Ordinal)));
    }
}
