using System.Text.Json;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Cli.Running;

/// <summary>
/// What earlier runs measured of this machine's speed, one small file per experiment in <c>$LORACLUSTER_CACHE</c>, else <c>$XDG_CACHE_HOME/lora-cluster</c>, else
/// <c>~/.cache/lora-cluster</c>. It only makes blocks and estimates better, so a file that is missing, damaged, of another release or cannot be written is passed over.
/// </summary>
internal sealed class SpeedFile(string path)
{
    private sealed record Content(string Release, int Processors, SortedDictionary<int, double> Factors);

    /// <summary>The file of an experiment on this machine.</summary>
    public static SpeedFile For(string experiment)
    {
        string folder = Environment.GetEnvironmentVariable("LORACLUSTER_CACHE") is { Length: > 0 } own ? own : Path.Combine(CacheHome(), "lora-cluster");
        return new SpeedFile(Path.Combine(folder, $"speed-{experiment}.json"));
    }

    /// <summary>What the file says; nothing where it says nothing usable.</summary>
    public MachineSpeed Load()
    {
        try
        {
            var content = JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path));
            return content is { Factors: { } factors } && content.Release == Release.Version && content.Processors == Environment.ProcessorCount
                ? new MachineSpeed(factors)
                : MachineSpeed.Unknown;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or ArgumentException or NotSupportedException)
        {
            return MachineSpeed.Unknown;
        }
    }

    /// <summary>Replaces the file, if that can be done.</summary>
    public void Save(MachineSpeed speed)
    {
        if (speed.Factors.Count == 0)
        {
            return;
        }

        string temporary = $"{path}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var content = new Content(Release.Version, Environment.ProcessorCount, new(speed.Factors.ToDictionary()));
            File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(content));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // A machine without a home directory is as good as any other.
        }
    }

    private static string CacheHome() => Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } home
        ? home
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
}
