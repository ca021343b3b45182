namespace LoraCluster.Cli;

/// <summary>Ends a command with a message and an exit code; never shown with a stack trace.</summary>
public sealed class CommandException(int exitCode, string message) : Exception(message)
{
    /// <summary>The exit code.</summary>
    public int ExitCode { get; } = exitCode;
}
