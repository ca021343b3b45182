using System.CommandLine;
using System.Globalization;
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
        var x = new Option<string?>("--x")
        {
            HelpName = "AXIS",
            Description = "The axis to draw along: a parameter, a ratio of two (dx/n), or 'rank' for risk against LoRA rank. [default: the numeric one with the most values]",
        };
        var y = new Option<string>("--y")
        {
            HelpName = "VALUE",
            Description = $"What to draw: {string.Join(", ", FigureNames.Values)}, or a diagnostic of the sweep.",
            DefaultValueFactory = _ => FigureNames.Values[0],
        };
        var by = new Option<string?>("--by") { HelpName = "AXIS", Description = "The vertical axis of the map of best estimators. [default: the longest axis besides --x with three values or more]" };
        var ranks = new Option<string?>("--ranks") { HelpName = "R,R,…", Description = "The ranks to draw. [default: all, or eight of them where they are more]" };
        var band = FigureNames.BandOption();
        var where = new Option<string[]>("--where")
        {
            Description = "Keep one value of an axis: \"noise_std=1\" (of a real axis the nearest within 1 %). Repeatable. Axes left get a panel per value, at most 12.",
            HelpName = "AXIS=VALUE",
        };
        var name = new Option<string?>("--name") { HelpName = "NAME", Description = "The files' name without extension. [default: the sweep's name]" };
        var json = new Option<bool>("--json") { Description = "Print what was drawn as one line of JSON." };
        var command = new Command("figures", "Draw a dataset as PNG and SVG: curves along an axis; where two or more axes are swept, a map of the best estimator too.") { directory, output, x, y, by, where, ranks, band, name, json };
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
                new Wishes(
                    parsed.GetValue(x),
                    parsed.GetRequiredValue(y),
                    parsed.GetValue(by),
                    parsed.GetValue(where) ?? [],
                    parsed.GetValue(ranks),
                    parsed.GetRequiredValue(band)),
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
        var drawn = Read(request, definition, streams)
            .Select(drawing => (drawing.Figure, Files: FigureOutput.Write(drawing.Figure, request.Output, (request.Name ?? definition.Name) + drawing.Suffix))).ToList();
        if (request.Json)
        {
            streams.Out.WriteLine(JsonSerializer.Serialize(new
            {
                figures = drawn.Select(one => new
                {
                    files = one.Files,
                    x_label = one.Figure.X.Label,
                    y_label = one.Figure.Y.Label,
                    panels = one.Figure.Panels.Select(panel => panel.Title),
                    series = one.Figure.Series.Select(series => series.Label),
                    remarks = one.Figure.Remarks,
                }),
            }));
            return ExitCodes.Ok;
        }

        foreach (string file in drawn.SelectMany(one => one.Files))
        {
            streams.Out.WriteLine($"wrote {file}");
        }

        foreach (string remark in drawn.SelectMany(one => one.Figure.Remarks).Distinct())
        {
            streams.Error.WriteLine(remark);
        }

        return ExitCodes.Ok;
    }

    private static List<(string Suffix, Figure Figure)> Read(Request request, SweepDefinition definition, Streams streams)
    {
        try
        {
            FigureRequest wishes = request.Wishes.Read();
            var dataset = new DatasetFigure(request.Directory, definition);
            var map = dataset.Map(wishes) is { } figure ? ("-map", figure) : ((string, Figure)?)null;
            return [.. Curves(dataset, wishes, map is not null, streams), .. map is { } there ? [there] : Array.Empty<(string, Figure)>()];
        }
        catch (FigureRefusedException e)
        {
            throw new CommandException(e is NoRowsException ? ExitCodes.NoInput : ExitCodes.Usage, e.Message);
        }
    }

    // Where a map says it all, too many panels of curves are no reason to draw nothing.
    private static IEnumerable<(string Suffix, Figure Figure)> Curves(DatasetFigure dataset, FigureRequest wishes, bool hasMap, Streams streams)
    {
        try
        {
            return [(string.Empty, dataset.Curves(wishes))];
        }
        catch (TooManyPanelsException e) when (hasMap)
        {
            streams.Error.WriteLine($"only the map is drawn: {e.Message}");
            return [];
        }
    }

    private sealed record Request(string Directory, string Output, Wishes Wishes, string? Name, bool Json);

    private sealed record Wishes(string? X, string Y, string? By, IReadOnlyList<string> Where, string? Ranks, string Band)
    {
        public FigureRequest Read() => new(X, [.. Where.Select(AxisFilter.Parse)])
        {
            Y = Y,
            By = By,
            Ranks = Ranks is null ? [] : [.. Ranks.Split(',').Select(RankIn)],
            Band = (BandKind)Array.IndexOf(FigureNames.Bands, Band),
        };

        private static int RankIn(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int rank) && rank > 0
            ? rank
            : throw new FigureRefusedException($"option --ranks: got '{text}'; expected whole numbers from 1, separated by commas");
    }
}
