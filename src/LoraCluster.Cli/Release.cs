using System.Reflection;

namespace LoraCluster.Cli;

/// <summary>The release that runs: part of what a result is a function of.</summary>
public static class Release
{
    /// <summary>For instance <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        typeof(Release).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
