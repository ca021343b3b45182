using System.Reflection;

namespace LoraCluster.Cli.Tests;

/// <summary>The one-way rule between rooms: Cli → {Server, Cluster, Reports} → Results → Sweeps → Numerics, and who may know which library.</summary>
public class ArchitectureTests
{
    [Theory]
    [InlineData("LoraCluster.Numerics", "LoraCluster.", "Akka", "Parquet", "YamlDotNet", "ScottPlot", "SkiaSharp")]
    [InlineData(
        "LoraCluster.Sweeps", "LoraCluster.Server", "Microsoft.AspNetCore", "OpenTelemetry", "LoraCluster.Results", "LoraCluster.Cluster", "LoraCluster.Reports", "LoraCluster.Linear", "Akka", "Parquet", "MathNet", "ScottPlot", "SkiaSharp")]
    [InlineData("LoraCluster.Linear", "LoraCluster.Server", "Microsoft.AspNetCore", "LoraCluster.Results", "LoraCluster.Cluster", "LoraCluster.Reports", "Akka", "Parquet", "MathNet", "ScottPlot", "SkiaSharp")]
    [InlineData("LoraCluster.Results", "LoraCluster.Server", "Microsoft.AspNetCore", "LoraCluster.Cluster", "LoraCluster.Reports", "LoraCluster.Linear", "Akka", "MathNet", "ScottPlot", "SkiaSharp")]
    [InlineData("LoraCluster.Checkpoints", "LoraCluster.Sweeps", "LoraCluster.Results", "LoraCluster.Cluster", "LoraCluster.Reports", "LoraCluster.Linear", "LoraCluster.Server", "Akka", "Parquet", "MathNet", "ScottPlot", "DuckDB")]
    [InlineData("LoraCluster.Cluster", "LoraCluster.Server", "Microsoft.AspNetCore", "LoraCluster.Reports", "LoraCluster.Linear", "Parquet", "MathNet", "ScottPlot", "SkiaSharp")]
    [InlineData("LoraCluster.Reports", "LoraCluster.Server", "Microsoft.AspNetCore", "LoraCluster.Cluster", "LoraCluster.Linear", "Akka", "Parquet", "MathNet")]
    [InlineData("LoraCluster.Server", "LoraCluster.Cluster", "LoraCluster.Reports", "LoraCluster.Results", "LoraCluster.Linear", "Akka", "Parquet", "MathNet", "ScottPlot", "SkiaSharp")]
    [InlineData("lora-cluster", "Parquet", "MathNet", "ScottPlot", "SkiaSharp")]
    public void A_room_does_not_refer_to_what_it_must_not_know(string room, params string[] forbidden)
    {
        AssemblyName[] references = Assembly.Load(room).GetReferencedAssemblies();
        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, r => forbidden.Any(f => r.Name!.StartsWith(f, StringComparison.Ordinal)));
    }
}
