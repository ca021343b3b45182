using System.Globalization;
using System.Text.Json;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cli.Running;

/// <summary>
/// What earlier runs measured of this machine's speed, one small file per experiment in the <see cref="UserCache"/>. It only makes blocks
/// and estimates better, so a file that is missing, damaged, of another release or cannot be written is passed over.
/// </summary>
internal sealed class SpeedFile(string path)
{
    private const string ReleaseKey = "Release";
    private const string ProcessorsKey = "Processors";
    private const string FactorsKey = "Factors";

    /// <summary>The file of an experiment on this machine.</summary>
    public static SpeedFile For(string experiment)
    {
        return new SpeedFile(Path.Combine(UserCache.DirectoryPath, $"speed-{experiment}.json"));
    }

    /// <summary>What the file says; nothing where it says nothing usable.</summary>
    public MachineSpeed Load()
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return IsOurs(json.RootElement) ? new MachineSpeed(FactorsIn(json.RootElement)) : MachineSpeed.Unknown;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or ArgumentException or NotSupportedException
            or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
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
            Write(speed, temporary);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // A machine without a home directory is as good as any other.
        }
    }

    // Written and read by hand: a serializer takes longer to start than everything else here.
    private static void Write(MachineSpeed speed, string to)
    {
        using var file = File.Create(to);
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        json.WriteString(ReleaseKey, Release.Version);
        json.WriteNumber(ProcessorsKey, Environment.ProcessorCount);
        json.WriteStartObject(FactorsKey);
        foreach ((int sizeClass, double factor) in speed.Factors)
        {
            json.WriteNumber(sizeClass.ToString(CultureInfo.InvariantCulture), factor);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static bool IsOurs(JsonElement content) =>
        content.GetProperty(ReleaseKey).GetString() == Release.Version && content.GetProperty(ProcessorsKey).GetInt32() == Environment.ProcessorCount;

    private static IEnumerable<KeyValuePair<int, double>> FactorsIn(JsonElement content) => content.GetProperty(FactorsKey).EnumerateObject()
        .Select(factor => KeyValuePair.Create(int.Parse(factor.Name, CultureInfo.InvariantCulture), factor.Value.GetDouble()));
}
