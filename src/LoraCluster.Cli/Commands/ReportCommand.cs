using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.Running;
using LoraCluster.Reports.Figures;
using LoraCluster.Reports.Html;
using LoraCluster.Reports.Queries;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster report DIR</c></summary>
internal static class ReportCommand
{
    public static Command Create(Streams streams)
    {
        var directory = PathArgument.Of("DIR", "The dataset directory; the sweep may still be running.");
        var output = PathArgument.Option("--out", "The page, which is replaced. [default: DIR.html, beside the dataset]", "FILE");
        var command = new Command("report", "Write one self-contained HTML page about a dataset: figures, tables, definition, provenance, how to cite.") { directory, output };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(directory);
            return Run(path, parsed.GetValue(output) ?? Beside(path), streams);
        });
        return command;
    }

    // A directory called by dots has its own name all the same.
    private static string Beside(string directory)
    {
        string path = Path.TrimEndingDirectorySeparator(directory);
        return (Path.GetFileName(path) is "." or ".." ? Path.GetFullPath(path) : path) + ".html";
    }

    // Not inlined: only when it runs may the assemblies that draw and query be loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(string directory, string output, Streams streams)
    {
        var (definition, header) = SweepLoader.FromDataset(directory);
        string page;
        try
        {
            page = ReportPage.Of(directory, definition, header);
        }
        catch (Exception e) when (e is FigureRefusedException or QueryRefusedException)
        {
            throw new CommandException(ExitCodes.NoInput, e.Message);
        }

        OutputFile.Write(output, () => File.WriteAllText(output, page, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));

        streams.Out.WriteLine($"wrote {output}");
        return ExitCodes.Ok;
    }
}
