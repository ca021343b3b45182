using System.CommandLine;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster init [FILE]</c></summary>
internal static class InitCommand
{
    public static Command Create(Streams streams)
    {
        var file = PathArgument.Of("FILE", "Where to write the example, a new file; '-' for standard output.");
        file.DefaultValueFactory = _ => "sweep.yaml";
        var command = new Command("init", "Write an annotated example of a sweep file.") { file };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), streams));
        return command;
    }

    private static int Run(string path, Streams streams)
    {
        if (path == "-")
        {
            streams.Out.Write(SweepTemplate.Annotated);
            return ExitCodes.Ok;
        }

        try
        {
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            stream.Write(System.Text.Encoding.UTF8.GetBytes(SweepTemplate.Annotated));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string reason = File.Exists(path) ? "exists already; it is left as it is"
                : Directory.Exists(path) ? "is a directory; expected a new file"
                : e is DirectoryNotFoundException ? "its directory does not exist"
                : e.Message;
            throw new CommandException(ExitCodes.OutputRefused, $"{path}: {reason}");
        }

        streams.Out.WriteLine($"wrote {path}; next: lora-cluster run {path} --out out/{Path.GetFileNameWithoutExtension(path)}");
        return ExitCodes.Ok;
    }
}
