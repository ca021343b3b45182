using System.Runtime.CompilerServices;

namespace LoraCluster.Cli.Tests;

/// <summary>Tests, and the programs that they start, leave the user's own cache alone.</summary>
internal static class PrivateCache
{
    [ModuleInitializer]
    public static void Use()
    {
        string folder = Directory.CreateTempSubdirectory("lora-cluster-cache-").FullName;
        Environment.SetEnvironmentVariable("LORACLUSTER_CACHE", folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
