using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.Running;
using LoraCluster.Reports.Figures;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster figures DIR --out DIR2</c></summary>
internal static class FiguresCommand
{
    public static Command Create(Streams streams)
    {
        var directory = PathArgument.Of("DIR", "The dataset directory; the sweep may still be running.");
        var output = PathArgument.RequiredOption("--out", "Where to write NAME.png and NAME.svg; created if it is not there.");
        var x = new Option<string?>("--x") { HelpName = "AXIS", Description = "The axis to draw along. [default: the numeric one with the most values]" };
        var where = new Option<string[]>("--where")
        {
            Description = "Keep one value of an axis: \"noise_std=1\" (of a real axis the nearest within 1 %). Repeatable. Axes left get a panel per value, at most 12.",
            HelpName = "AXIS=VALUE",
        };
        var name = new Option<string?>("--name") { HelpName = "NAME", Description = "The files' name without extension. [default: the sweep's name]" };
        var json = new Option<bool>("--json") { Description = "Print what was drawn as one line of JSON." };
        var command = new Command("figures", "Draw risk against an axis of the sweep, as PNG and SVG.") { directory, output, x, where, name, json };
        name.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && (text.Length == 0 || text != Path.GetFileName(text) || text.StartsWith('.')))
            {
                result.AddError($"option --name: got '{text}'; expected a file name without a folder");
            }
        });
        command.SetAction(parsed => Run(
            new Request(
                parsed.GetRequiredValue(directory),
                parsed.GetRequiredValue(output),
                parsed.GetValue(x),
                parsed.GetValue(where) ?? [],
                parsed.GetValue(name),
                parsed.GetValue(json)),
            streams));
        return command;
    }

    // Not inlined: only when it runs may the assemblies that draw be loaded, for no other command should wait for them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(Request request, Streams streams)
    {
        SweepDefinition definition = SweepLoader.FromDataset(request.Directory).Definition;
        Figure figure = Read(request, definition);
        IReadOnlyList<string> files = FigureOutput.Write(figure, request.Output, request.Name ?? definition.Name);
        if (request.Json)
        {
            streams.Out.WriteLine(JsonSerializer.Serialize(new
            {
                files,
                x_label = figure.X.Label,
                y_label = figure.Y.Label,
                panels = figure.Panels.Select(panel => panel.Title),
                series = figure.Series.Select(series => series.Label),
                remarks = figure.Remarks,
            }));
            return ExitCodes.Ok;
        }

        foreach (string file in files)
        {
            streams.Out.WriteLine($"wrote {file}");
        }

        foreach (string remark in figure.Remarks)
        {
            streams.Error.WriteLine(remark);
        }

        return ExitCodes.Ok;
    }

    private static Figure Read(Request request, SweepDefinition definition)
    {
        try
        {
            return DatasetFigure.Read(request.Directory, definition, new FigureRequest(request.X, [.. request.Where.Select(AxisFilter.Parse)]));
        }
        catch (FigureRefusedException e)
        {
            throw new CommandException(ExitCodes.Usage, e.Message);
        }
    }

    private sealed record Request(string Directory, string Output, string? X, IReadOnlyList<string> Where, string? Name, bool Json);
}
