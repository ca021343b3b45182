namespace LoraCluster.Cli.Nodes;

/// <summary>The HOCON files of a node.</summary>
internal static class NodeFiles
{
    /// <summary>Where files are looked for when nothing names any.</summary>
    public const string DefaultDirectory = "cluster-config";

    /// <summary>
    /// The file named, or the *.hocon files of the directory named, in order of name; without a name those of <see cref="DefaultDirectory"/>, if it is there. Throws
    /// <see cref="CommandException"/> for what is not there or cannot be read.
    /// </summary>
    public static IReadOnlyList<(string Path, string Text)> Read(string? named)
    {
        string place = named ?? DefaultDirectory;
        if (File.Exists(place))
        {
            return [(place, TextOf(place))];
        }

        if (Directory.Exists(place))
        {
            return [.. Directory.GetFiles(place, "*.hocon").Order(StringComparer.Ordinal).Select(path => (path, TextOf(path)))];
        }

        return named is null ? [] : throw new CommandException(ExitCodes.NoInput, $"{named}: no such file or directory");
    }

    /// <summary>A small text file that an operator named, without the line's end. Throws <see cref="CommandException"/>.</summary>
    public static string Secret(string path) => TextOf(path).TrimEnd('\r', '\n') is { Length: > 0 } secret
        ? secret
        : throw new CommandException(ExitCodes.NoInput, $"{path}: is empty");

    private static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.Permission, $"{path}: permission denied");
        }
        catch (IOException trouble)
        {
            throw new CommandException(ExitCodes.NoInput, $"{path}: cannot be read: {trouble.Message}");
        }
    }
}
