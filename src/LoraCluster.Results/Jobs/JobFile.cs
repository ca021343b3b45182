using System.Text.Json;
using LoraCluster.Results.Manifest;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Results.Jobs;

/// <summary>The content of <c>_jobs/NAME.json</c>.</summary>
internal static class JobFile
{
    public static byte[] ToBytes(Job job) => SealedJson.Seal(json =>
    {
        json.WriteString("name", job.Name);
        json.WriteString("definition_hash", job.DefinitionHash);
        json.WriteNumber("priority", job.Priority);
        json.WriteNumber("number", job.Number);
        json.WriteString("state", job.State.ToString());
        json.WriteString("message", job.Message);
        if (job.ExitCode is { } code)
        {
            json.WriteNumber("exit_code", code);
        }

        json.WriteNumber("parts_total", job.PartsTotal);
        json.WriteNumber("parts_committed", job.PartsCommitted);
        if (job.Rows is { } rows)
        {
            json.WriteNumber("rows", rows);
        }

        if (job.ManifestSha256 is { } hash)
        {
            json.WriteString("manifest_sha256", hash);
        }
    });

    /// <summary>Null where the bytes are not whole.</summary>
    public static Job? Read(ReadOnlySpan<byte> bytes) => SealedJson.Read(bytes, Fields);

    private static Job Fields(JsonElement json) => new(
        json.GetProperty("name").GetString()!,
        json.GetProperty("definition_hash").GetString()!,
        json.GetProperty("priority").GetInt32(),
        json.GetProperty("number").GetInt64())
    {
        State = Enum.TryParse(json.GetProperty("state").GetString(), out JobState state) ? state : throw new FormatException("no state"),
        Message = json.GetProperty("message").GetString()!,
        ExitCode = json.TryGetProperty("exit_code", out var code) ? code.GetInt32() : null,
        PartsTotal = json.GetProperty("parts_total").GetInt32(),
        PartsCommitted = json.GetProperty("parts_committed").GetInt32(),
        Rows = json.TryGetProperty("rows", out var rows) ? rows.GetInt64() : null,
        ManifestSha256 = json.TryGetProperty("manifest_sha256", out var hash) ? hash.GetString() : null,
    };
}
