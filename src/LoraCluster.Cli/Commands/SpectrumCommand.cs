using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LoraCluster.Checkpoints;
using LoraCluster.Checkpoints.Adapters;
using LoraCluster.Checkpoints.Changes;
using LoraCluster.Checkpoints.Models;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.WeightSpectra;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster spectrum --base DIR --tuned DIR</c></summary>
internal static class SpectrumCommand
{
    private const int MostValues = 1 << 20;

    public static Command Create(Streams streams)
    {
        var before = PathArgument.RequiredOption("--base", "The model before fine-tuning: a directory with model.safetensors, or shards and their index.");
        var tuned = PathArgument.Option("--tuned", "The model after it.");
        var adapter = PathArgument.Option("--adapter", "A LoRA adapter in PEFT's format, alone or on top of --tuned.");
        var top = RangeOption.Of("--top", "K", "Find only the K largest singular values of each weight, by a randomised method that states what it leaves out; 0 finds all.", 0, 0, MostValues, $"a whole number from 0 to {MostValues}");
        var modules = new Option<string?>("--modules") { HelpName = "NAME,…", Description = "Only these: q, k, v, o, gate, up, down. [default: every matrix of a layer]" };
        var intruders = new Option<bool>("--intruders") { Description = "Count intruder dimensions too: two whole decompositions of each weight, for weights of at most 2048 a side." };
        var output = PathArgument.Option("--out", "Leave spectrum/, modules/ (Parquet) and figures in this directory.");
        var json = new Option<bool>("--json") { Description = "Print the summary of every weight as one line of JSON." };
        var command = new Command("spectrum", "The singular values of what fine-tuning changed in a model: how many ranks its update really has, weight by weight.")
        {
            before, tuned, adapter, top, modules, intruders, output, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(tuned) is null && result.GetValue(adapter) is null)
            {
                result.AddError("expected --tuned DIR, --adapter DIR or both");
            }
        });
        command.SetAction(parsed => Run(
            new Request(
                parsed.GetRequiredValue(before),
                parsed.GetValue(tuned),
                parsed.GetValue(adapter),
                parsed.GetValue(top),
                parsed.GetValue(modules)?.Split(',', StringSplitOptions.TrimEntries),
                parsed.GetValue(intruders),
                parsed.GetValue(output),
                parsed.GetValue(json)),
            streams));
        return command;
    }

    private static int Run(Request request, Streams streams)
    {
        try
        {
            using var model = ModelDirectory.Open(request.Base);
            using var tuned = request.Tuned is null ? null : ModelDirectory.Open(request.Tuned);
            using var adapter = request.Adapter is null ? null : Adapter.Open(request.Adapter);
            IReadOnlyList<ModuleSpectrum> spectra = Read(Chosen(WeightChange.Between(model, tuned, adapter), request), request, streams);
            if (request.Json)
            {
                WriteJson(spectra, streams);
            }
            else
            {
                SpectrumText.Write(streams.Out, spectra);
                streams.Error.WriteLine("medians over layers, quartiles in brackets; CHANGE is the norm of the change over that of the weight");
            }

            if (request.Output is { } directory)
            {
                WriteFiles(spectra, directory, request, streams);
            }

            return ExitCodes.Ok;
        }
        catch (CheckpointException e)
        {
            throw new CommandException(ExitCodes.NoInput, e.Message);
        }
    }

    private static List<WeightChange> Chosen(IReadOnlyList<WeightChange> changes, Request request)
    {
        string[] there = [.. changes.Select(change => change.Name.Module).Distinct()];
        if (request.Modules?.FirstOrDefault(name => !there.Contains(name)) is { } missing)
        {
            throw new CommandException(ExitCodes.Usage, $"option --modules: got '{Quote.Clip(missing)}'; these models have {string.Join(", ", there)}");
        }

        List<WeightChange> chosen = [.. changes.Where(change => request.Modules is null || request.Modules.Contains(change.Name.Module))];
        return chosen.Count > 0 ? chosen : throw new CommandException(ExitCodes.NoInput, "the models have no matrix of a layer in common (names like model.layers.0.self_attn.q_proj.weight)");
    }

    private static List<ModuleSpectrum> Read(List<WeightChange> changes, Request request, Streams streams)
    {
        using var reader = new SpectrumReader(request.Top == 0 ? null : request.Top, request.Intruders);
        TerminalLine? line = TerminalLine.On(streams.Error);
        var spectra = new List<ModuleSpectrum>();
        foreach (WeightChange change in changes)
        {
            line?.Show($"{spectra.Count + 1} of {changes.Count}: {Quote.Clip(change.Base.Name)}");
            spectra.Add(reader.Of(change));
        }

        line?.Clear();
        return spectra;
    }

    // Not inlined: only where files are wanted may the assemblies that write and draw them be loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteFiles(IReadOnlyList<ModuleSpectrum> spectra, string directory, Request request, Streams streams)
    {
        using var files = new SpectrumFiles();
        foreach (ModuleSpectrum module in spectra)
        {
            files.Add(module);
        }

        string subtitle = $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(request.Base))} to {Path.GetFileName(Path.TrimEndingDirectorySeparator(request.Tuned ?? request.Adapter!))}";
        foreach (string path in files.Write(directory, subtitle, spectra))
        {
            streams.Error.WriteLine($"wrote {path}");
        }
    }

    private static void WriteJson(IReadOnlyList<ModuleSpectrum> spectra, Streams streams) => streams.Out.WriteLine(JsonSerializer.Serialize(new
    {
        modules = spectra.Select(module => new
        {
            tensor = module.Tensor,
            layer = module.Layer,
            module = module.Module,
            rows = module.Rows,
            columns = module.Columns,
            norm = module.Norm,
            relative_change = module.RelativeChange,
            largest = module.SingularValues[0],
            stable_rank = module.StableRank,
            rank_80 = module.RankAt(0.8),
            rank_90 = module.RankAt(0.9),
            rank_95 = module.RankAt(0.95),
            values_known = module.SingularValues.Count,
            residual = module.Residual,
            intruder_dimensions = module.IntruderDimensions,
        }),
    }));

    private sealed record Request(string Base, string? Tuned, string? Adapter, int Top, IReadOnlyList<string>? Modules, bool Intruders, string? Output, bool Json);
}
