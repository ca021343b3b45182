using System.CommandLine;

namespace LoraCluster.Cli.Commands;

/// <summary><c>--patience SECONDS</c>, shared by the commands that wait for a sweep.</summary>
internal static class PatienceOption
{
    public static Option<double> Create() => RangeOption.Of(
        "--patience", "SECONDS", "How long to go on asking while no node answers.", 120.0, 0, 1e7, "seconds, 0 or more");
}
