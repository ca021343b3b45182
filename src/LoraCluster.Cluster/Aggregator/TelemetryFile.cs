using System.Buffers;
using System.Text;
using System.Text.Json;
using LoraCluster.Cluster.Protocol;

namespace LoraCluster.Cluster.Aggregator;

/// <summary>
/// Appends to a file of timings who computed what, when and how long. The one file that no comparison looks at, so trouble with it never stops a
/// sweep. Its lock also tells whether another process is at work on the same dataset.
/// </summary>
public sealed class TelemetryFile : IDisposable
{
    private readonly StreamWriter? _writer;
    private readonly TimeProvider _clock;
    private readonly ArrayBufferWriter<byte> _line = new();

    /// <summary>Opens the file for appending; <paramref name="note"/> hears why there is none.</summary>
    public TelemetryFile(string path, TimeProvider clock, Action<string> note)
    {
        _clock = clock;
        try
        {
            // Sharing nothing is what takes the exclusive lock (advisory: other programs may read). FileShare.Read would share it between two writers.
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            _writer = new StreamWriter(file);
            EndLine(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            note(IsTaken(e)
                ? "another process writes this dataset too; both will finish, with the same bytes (no telemetry from this one)"
                : $"no telemetry: {e.Message}");
        }
    }

    /// <summary>Appends a line.</summary>
    public void Write(BlockTelemetry block)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line))
        {
            json.WriteStartObject();
            json.WriteString("at", _clock.GetUtcNow().UtcDateTime);
            json.WriteString("worker", block.Worker);
            json.WriteNumber("part", block.Part);
            json.WriteNumber("block", block.Block);
            json.WriteNumber("attempt", block.Attempt);
            json.WriteNumber("first_position", block.FirstPosition);
            json.WriteNumber("positions", block.PositionCount);
            json.WriteNumber("first_trial", block.FirstTrial);
            json.WriteNumber("trials", block.TrialCount);
            json.WriteNumber("merged_at", block.MergedAt);
            json.WriteNumber("seconds", block.Seconds);
            json.WriteEndObject();
        }

        Try(() => _writer?.WriteLine(Encoding.UTF8.GetString(_line.WrittenSpan)));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => Try(() => _writer?.Dispose());

    // Goes to the end; a run that was killed may have left half a line there.
    private static void EndLine(FileStream file)
    {
        file.Seek(-Math.Min(1, file.Length), SeekOrigin.End);
        if (file.ReadByte() is not ('\n' or -1))
        {
            file.WriteByte((byte)'\n');
        }
    }

    // The lock of another process: EWOULDBLOCK.
    private static bool IsTaken(Exception error) => error is IOException && (error.HResult & 0xFFFF) == 11;

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk stops parts, with a message of its own; telemetry is not worth another.
        }
    }
}
