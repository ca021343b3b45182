using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.Reproducing;
using LoraCluster.Cli.Running;
using LoraCluster.Cluster.Local;
using LoraCluster.Reports.Figures;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster reproduce --out DIR</c></summary>
internal static class ReproduceCommand
{
    private const string FiguresName = "figures";
    private const int LinearTrials = 100;
    private const int PracticalTrials = 5;
    private const string LinearName = "linear";
    private const string PracticalName = "finetune";
    private const int MostTrials = 1_000_000;
    private const int MostWorkers = 1024;

    public static Command Create(Streams streams)
    {
        var output = PathArgument.RequiredOption("--out", "Where to put NAME.yaml and the dataset NAME of each sweep, and figures/; created if it is not there.");
        var experiment = WordOption.Of("--experiment", "WHICH", "Which experiments: linear, in seconds; finetune, real networks on Fashion-MNIST, in the better part of an hour (docs/practical.md).", [LinearName, PracticalName], LinearName);
        var trials = RangeOption.Optional("--trials", "N", $"Trials per point. [default: {LinearTrials}, as the paper has; of finetune {PracticalTrials} seeds]", 2, MostTrials, $"a whole number from 2 to {MostTrials}");
        var band = FigureNames.BandOption();
        var workers = RangeOption.Of(
            "--workers", "N", "Solver threads, by default one per core. Nothing depends on it.", Environment.ProcessorCount, 1, MostWorkers, $"a whole number from 1 to {MostWorkers}");
        var json = new Option<bool>("--json") { Description = "Print the datasets and figures as one line of JSON." };
        var quiet = new Option<bool>("--quiet") { Description = "Show no progress." };
        var command = new Command(
            "reproduce",
            "Run the paper's four linear experiments, at every rank, or its practical ones with networks of this machine, and draw its figures and more. Again after an interruption: the rest of it.") { output, experiment, trials, band, workers, json, quiet };
        command.SetAction(async (parsed, _) =>
        {
            string directory = parsed.GetRequiredValue(output);
            bool asJson = parsed.GetValue(json);
            var done = new List<(PaperSweep Sweep, SweepDefinition Definition, string Dataset)>();
            bool isPractical = parsed.GetRequiredValue(experiment) == PracticalName;
            foreach (PaperSweep sweep in isPractical ? PaperSweep.Practical : PaperSweep.Linear)
            {
                string file = Path.Combine(directory, sweep.Name + ".yaml"), dataset = Path.Combine(directory, sweep.Name);
                SweepDefinition definition = WriteSweep(sweep, file, parsed.GetValue(trials) ?? (isPractical ? PracticalTrials : LinearTrials));
                var options = new RunOptions
                {
                    Sweep = file,
                    Output = dataset,
                    Workers = parsed.GetValue(workers),
                    Quiet = parsed.GetValue(quiet),
                };
                await using var cluster = new LocalCluster();
                var told = asJson ? new Streams(TextWriter.Null, streams.Error) : streams;
                int code = await new SweepSession(definition, options, told, cluster).RunAsync().ConfigureAwait(false);
                if (code != ExitCodes.Ok)
                {
                    return code;
                }

                done.Add((sweep, definition, dataset));
            }

            var kind = (BandKind)Array.IndexOf(FigureNames.Bands, parsed.GetRequiredValue(band));
            if (isPractical)
            {
                DrawPractical(done, Path.Combine(directory, FiguresName), kind, streams, asJson);
            }
            else
            {
                Draw(done, Path.Combine(directory, FiguresName), kind, streams, asJson);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    // Each sweep's file lies beside its dataset: what was run can be read, changed and run again.
    private static SweepDefinition WriteSweep(PaperSweep sweep, string path, int trials)
    {
        byte[] text = Encoding.UTF8.GetBytes(sweep.Text(trials));
        OutputFile.Write(path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            if (!File.Exists(path))
            {
                File.WriteAllBytes(path, text);
            }
            else if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(text))
            {
                throw new CommandException(ExitCodes.OutputRefused, $"{path}: exists and says something else (other --trials, or it was edited); expected another --out");
            }
        });
        return PaperSweep.Read(text, path);
    }

    // Not inlined: only when it runs may the assemblies that draw be loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Draw(IReadOnlyList<(PaperSweep Sweep, SweepDefinition Definition, string Dataset)> done, string directory, BandKind band, Streams streams, bool asJson)
    {
        string[] files =
        [
            .. done.SelectMany(one => PaperFigures.Of(one.Sweep, one.Definition, one.Dataset, directory, band)),
            .. PaperFigures.Profiles(done.Single(one => one.Sweep.Name == "decay").Definition, directory),
            .. PaperFigures.Boundary(directory),
        ];
        Tell(done, files, streams, asJson);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DrawPractical(IReadOnlyList<(PaperSweep Sweep, SweepDefinition Definition, string Dataset)> done, string directory, BandKind band, Streams streams, bool asJson)
    {
        string[] figures = [.. done.SelectMany(one => PracticalFigures.Of(one.Sweep, one.Definition, one.Dataset, directory, band)), .. PracticalFigures.Spectra(directory)];
        string table = PracticalTable.Of([.. done.Select(one => (one.Definition, one.Dataset))]), path = Path.Combine(directory, "findings.md");
        File.WriteAllText(path, table);
        if (!asJson)
        {
            streams.Out.Write(table);
        }

        Tell(done, [.. figures, path], streams, asJson);
    }

    private static void Tell(IReadOnlyList<(PaperSweep Sweep, SweepDefinition Definition, string Dataset)> done, string[] files, Streams streams, bool asJson)
    {
        if (asJson)
        {
            streams.Out.WriteLine(JsonSerializer.Serialize(new { datasets = done.Select(one => one.Dataset), figures = files }));
            return;
        }

        foreach (string file in files.Where(file => file.EndsWith(".svg", StringComparison.Ordinal)))
        {
            streams.Out.WriteLine($"wrote {file} and {Path.ChangeExtension(Path.GetFileName(file), ".png")}");
        }

        foreach (string file in files.Where(file => file.EndsWith(".md", StringComparison.Ordinal)))
        {
            streams.Out.WriteLine($"wrote {file}");
        }
    }
}
