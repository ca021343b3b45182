using LoraCluster.Cli.Running;
using LoraCluster.Server.Api;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Remote;

/// <summary>What a node refused, as a message and an exit code.</summary>
internal static class NodeRefusal
{
    /// <param name="node">The node's address, as messages name it.</param>
    /// <param name="about">The sweep file or the sweep's name, whichever was asked about.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="problem">What the node said; null where it is no node of ours.</param>
    public static CommandException Of(string node, string about, int status, Problem? problem) => (status, problem) switch
    {
        (422, { Errors: { Count: > 0 } errors }) => SweepLoader.Refusal([.. errors.Select(error => error with { File = about })]),
        (413, { }) => new(ExitCodes.BadSpec, $"{about}: {Detail(problem)}"),
        (404, { Code: "no_such_sweep" }) => new(ExitCodes.NoInput, $"{about}: no such sweep; 'lora-cluster list' names those that there are"),
        (409, { Code: "name_taken" }) => new(ExitCodes.OutputRefused, $"{about}: {Detail(problem)}"),
        (409 or 507, { }) => new(problem.Sweep?.ExitCode ?? ExitCodes.OutputRefused, $"{about}: {Detail(problem)}"),
        (401, _) => new(ExitCodes.Permission, $"{node}: {Detail(problem)}; --token-file or LORACLUSTER_TOKEN gives it"),
        (403 or 421, _) => new(ExitCodes.Permission, $"{node}: {Detail(problem)}"),
        (502 or 503 or 504, _) => new(ExitCodes.Unavailable, $"{node}: {Detail(problem)}"),
        (_, { }) => new(ExitCodes.Internal, $"{node}: {Detail(problem)}"),
        _ => new(ExitCodes.Unavailable, $"{node}: does not answer as a node of lora-cluster does (HTTP {status})"),
    };

    // It may be shown on a terminal, whoever wrote it.
    private static string Detail(Problem? problem) => Quote.Clip(problem?.Detail ?? "permission denied", 600);
}
