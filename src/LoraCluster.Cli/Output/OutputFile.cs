namespace LoraCluster.Cli.Output;

/// <summary>Files that a command was told to write.</summary>
internal static class OutputFile
{
    /// <summary>Writes; throws <see cref="CommandException"/> (73) with the path and the reason where the file system refuses.</summary>
    public static void Write(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.OutputRefused, $"{path}: cannot be written: {e.Message}");
        }
    }
}
