namespace LoraCluster.Sweeps.Running;

/// <summary>Where files lie that can be made again: <c>$LORACLUSTER_CACHE</c>, else <c>$XDG_CACHE_HOME/lora-cluster</c>, else <c>~/.cache/lora-cluster</c>. A cache that cannot be written is done without.</summary>
public static class UserCache
{
    /// <summary>The environment's word for it.</summary>
    public const string Variable = "LORACLUSTER_CACHE";

    /// <summary>The directory; it need not be there.</summary>
    public static string DirectoryPath => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } own ? own : Path.Combine(Home(), "lora-cluster");

    private static string Home() => Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } home
        ? home
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
}
