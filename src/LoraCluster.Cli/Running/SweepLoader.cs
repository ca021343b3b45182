using LoraCluster.Cli.Output;
using LoraCluster.FineTuning;
using LoraCluster.Linear;
using LoraCluster.Results.Manifest;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Cli.Running;

/// <summary>Reads sweep files and the definitions inside datasets.</summary>
public static class SweepLoader
{
    private const int ErrorsShown = 50;

    private static readonly SweepLimits Unlimited = new() { MaxCells = long.MaxValue, MaxCellBytes = double.MaxValue };

    /// <summary>The experiments that a sweep file may name; the first is the default.</summary>
    public static IReadOnlyList<IExperiment> Experiments { get; } = [new LinearExperiment(), new FineTuneExperiment()];

    /// <summary>Begins, on another core, what a run will ask for soon: the self-test of the arithmetic, most of which is its compilation.</summary>
    public static void Prepare() => Task.Run(Experiments[0].NumericFingerprint);

    /// <summary>Reads a sweep file; throws <see cref="CommandException"/> with every error in it.</summary>
    public static SweepDefinition FromFile(string path, SweepLimits limits) => Parse(ReadAll(path), path, limits);

    /// <summary>A sweep file's text once it is known to be right, its size excepted; throws <see cref="CommandException"/>.</summary>
    public static (byte[] Text, SweepDefinition Definition) TextOf(string path)
    {
        byte[] text = ReadAll(path);
        return (text, Parse(text, path, Unlimited));
    }

    /// <summary>Reads the definition out of a dataset's <c>_sweep.json</c>; throws <see cref="CommandException"/>.</summary>
    public static (SweepDefinition Definition, SweepHeader Header) FromDataset(string directory)
    {
        RequireDirectory(directory);
        SweepHeader header = DatasetDirectory.ReadHeader(directory)
            ?? throw new CommandException(ExitCodes.NoInput, $"{directory}: holds no readable _sweep.json, so it is no dataset of ours");
        return (FromHeader(header, directory), header);
    }

    /// <summary>Throws <see cref="CommandException"/> (66) where no directory stands.</summary>
    public static void RequireDirectory(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new CommandException(ExitCodes.NoInput, $"{path}: {(File.Exists(path) ? "is a file; expected a dataset directory" : "no such directory")}");
        }
    }

    /// <summary>Reads the definition that a header carries.</summary>
    public static SweepDefinition FromHeader(SweepHeader header, string directory)
    {
        byte[] content = System.Text.Encoding.UTF8.GetBytes(header.CanonicalDefinition);
        return Parse(content, Path.Combine(directory, DatasetLayout.HeaderName), Unlimited);
    }

    private static SweepDefinition Parse(byte[] content, string path, SweepLimits limits)
    {
        SweepParseResult result = SweepFile.Parse(content, path, Experiments, limits);
        return result.Definition ?? throw Refusal(result.Errors);
    }

    /// <summary>Everything wrong with a sweep file, as a message.</summary>
    internal static CommandException Refusal(IReadOnlyList<SpecError> errors)
    {
        IEnumerable<string> lines = errors.Take(ErrorsShown).Select(error => error.ToString());
        string more = errors.Count > ErrorsShown ? $"\n… and {errors.Count - ErrorsShown} more" : string.Empty;
        return new CommandException(ExitCodes.BadSpec, $"{Units.Of(errors.Count, "error")} in the sweep file\n" + string.Join('\n', lines) + more);
    }

    private static byte[] ReadAll(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new CommandException(ExitCodes.NoInput, $"{path}: is a directory; expected a sweep file");
            }

            using FileStream stream = File.OpenRead(path);
            var buffer = new byte[SweepFile.MaxBytes + 1];
            int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length <= SweepFile.MaxBytes
                ? buffer[..length]
                : throw Refusal([TooLarge(path)]);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException(ExitCodes.NoInput, $"{path}: no such file; 'lora-cluster init {path}' writes an example");
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.Permission, $"{path}: permission denied");
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new CommandException(ExitCodes.NoInput, $"{path}: cannot be read: {e.Message}");
        }
    }

    private static SpecError TooLarge(string path) => new(
        path,
        1,
        1,
        "file",
        "the sweep file is too large",
        $"more than {SweepFile.MaxBytes} bytes",
        $"at most {SweepFile.MaxBytes} bytes",
        "write long axes as linspace, geomspace or range");
}
