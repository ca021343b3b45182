using System.Globalization;
using System.Text.Json;

namespace LoraCluster.Chaos.Runs;

/// <summary>Verdicts for people and for programs.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>A verdict as one line of JSON.</summary>
    public static string Json(Verdict verdict) => JsonSerializer.Serialize(verdict, Snake);

    /// <summary>A verdict in words.</summary>
    public static string Text(Verdict v)
    {
        string failover = v.FailoverSeconds.Count == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", failover {v.FailoverSeconds.Max():0.0} s at most");
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"{v.Name}: {(v.IsPassed ? "passed" : v.Deviations.Count > 0 ? "FAILED" : v.MustAllBite ? "INVALID, not all bit" : "INVALID, nothing bit")}: {v.Faults.Count} faults, {v.Bit.Count} bit, {v.Seconds:0} s, {v.SecondsAfterHealing:0} s after healing, {v.TrialsPerSecond:0} trials/s{failover}");
        return string.Join('\n', [head, .. v.Deviations.Select(d => "  deviation: " + d), .. v.Faults.Except(v.Bit).Select(f => "  did not bite: " + f), .. v.IsPassed ? Array.Empty<string>() : [.. v.Endings.Select(e => "  ended: " + e), "  logs: " + v.Logs]]);
    }

    /// <summary>Many verdicts as a table of totals, Markdown.</summary>
    public static string Table(IReadOnlyList<Verdict> verdicts)
    {
        double[] failovers = [.. verdicts.SelectMany(v => v.FailoverSeconds).Order()];
        string Seconds(double share) => failovers.Length == 0 ? "-" : failovers[(int)(share * (failovers.Length - 1))].ToString("0.0", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"""
            | runs | valid | faults | that bit | runs with deviations | failover, median / longest (s) | done after healing, longest (s) |
            |---|---|---|---|---|---|---|
            | {verdicts.Count} | {verdicts.Count(v => v.IsValid)} | {verdicts.Sum(v => v.Faults.Count)} | {verdicts.Sum(v => v.Bit.Count)} | {verdicts.Count(v => v.Deviations.Count > 0)} | {Seconds(0.5)} / {Seconds(1)} | {verdicts.Select(v => v.SecondsAfterHealing).DefaultIfEmpty().Max():0} |
            """);
    }
}
