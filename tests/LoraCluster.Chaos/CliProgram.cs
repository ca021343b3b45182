namespace LoraCluster.Chaos;

/// <summary>The program under test, as it was built beside this one.</summary>
internal static class CliProgram
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "lora-cluster.dll");
}
