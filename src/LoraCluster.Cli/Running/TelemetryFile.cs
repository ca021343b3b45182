using System.Globalization;
using System.Text.Json;
using LoraCluster.Cluster.Protocol;

namespace LoraCluster.Cli.Running;

/// <summary>
/// Appends to <c>_telemetry.jsonl</c> who computed what, when and how long. The one file that no comparison looks at, so trouble with it never stops a
/// sweep. Its lock also tells whether another process is at work on the same dataset.
/// </summary>
internal sealed class TelemetryFile : IDisposable
{
    private readonly StreamWriter? _writer;
    private readonly TimeProvider _clock;

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

    public void Write(BlockTelemetry block)
    {
        string line = JsonSerializer.Serialize(new
        {
            at = _clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            worker = block.Worker,
            part = block.Part,
            block = block.Block,
            attempt = block.Attempt,
            first_position = block.FirstPosition,
            positions = block.PositionCount,
            first_trial = block.FirstTrial,
            trials = block.TrialCount,
            merged_at = block.MergedAt,
            seconds = block.Seconds,
        });
        Try(() => _writer?.WriteLine(line));
    }

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
