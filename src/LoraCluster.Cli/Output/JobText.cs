using System.Text.Json;
using LoraCluster.Server.Api;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Output;

/// <summary>A submitted sweep in words, and its outcome as an exit code. What a node wrote is made safe to print.</summary>
internal static class JobText
{
    private const int LongestMessage = 600;

    /// <summary><c>small: running, 3 of 12 parts, 120,000 trials/s, 8 threads</c></summary>
    public static string Of(JobStatus status) => $"{Name(status)}: {State(status)}" + string.Concat(Details(status).Where(detail => detail is not null).Select(detail => ", " + detail))
        + (status.Message.Length > 0 ? ": " + Quote.Clip(status.Message, LongestMessage) : string.Empty);

    /// <summary>The state as the API writes it.</summary>
    public static string State(JobStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.State.ToString());

    public static string Name(JobStatus status) => Quote.Clip(status.Name);

    public static string Parts(JobStatus status) => $"{Units.Count(status.PartsCommitted)} of {Units.Of(status.PartsTotal, "part")}";

    public static double TrialsPerSecond(JobStatus status) => status.Seconds > 0 ? status.TrialsDone / status.Seconds : 0;

    /// <summary>The API's JSON, on one line.</summary>
    public static string Json(JobStatus status) => JsonSerializer.Serialize(status, ApiJson.Default.JobStatus);

    /// <summary>What <c>run</c> would have exited with.</summary>
    public static int ExitCode(JobStatus ended) => ended.ExitCode ?? ended.State switch
    {
        JobState.Completed => ExitCodes.Ok,
        JobState.Failed => ExitCodes.Internal,
        _ => ExitCodes.Stopped,
    };

    private static IEnumerable<string?> Details(JobStatus status)
    {
        if (status.State == JobState.Completed)
        {
            yield return status.Rows is { } rows ? Units.Of(rows, "row") : null;
            yield return status.ManifestSha256 is { Length: >= 16 } manifest ? $"manifest {Quote.Clip(manifest[..16])}" : null;
            yield break;
        }

        yield return status.PartsTotal > 0 ? Parts(status) : null;
        if (status.State == JobState.Running)
        {
            yield return status.TrialsDone > 0 ? $"{Units.Count(TrialsPerSecond(status))} trials/s" : null;
            yield return Units.Of(status.Workers, "thread");
        }
    }
}
