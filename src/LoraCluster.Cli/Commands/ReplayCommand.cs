using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LoraCluster.Cli.Running;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Reading;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster replay DIR --cell I [--trial T]</c></summary>
internal static class ReplayCommand
{
    public static Command Create(Streams streams)
    {
        var directory = PathArgument.Of("DIR", "The dataset directory.");
        var cell = RangeOption.Required(
            "--cell", "I", "The cell: its number in the column 'cell' of the dataset.", 0, long.MaxValue, "the number of a cell, 0 or more");
        var trial = RangeOption.Optional(
            "--trial", "T", "The trial, from 0. Without it: all trials, compared with the stored rows.", 0, int.MaxValue, "the number of a trial, 0 or more");
        var json = new Option<bool>("--json") { Description = "Print the result as one line of JSON." };
        var command = new Command("replay", "Compute one trial, or one cell, of a dataset again.") { directory, cell, trial, json };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(directory), parsed.GetValue(cell), parsed.GetValue(trial), parsed.GetValue(json), streams));
        return command;
    }

    private static int Run(string path, long position, int? trial, bool json, Streams streams)
    {
        (SweepDefinition definition, SweepHeader header) = SweepLoader.FromDataset(path);
        Cell cell = CellAt(definition, position);
        if (trial >= definition.Trials)
        {
            throw new CommandException(ExitCodes.Usage, $"option --trial: got {trial}; expected 0 … {definition.Trials - 1}");
        }

        CellRecomputation.RefuseOther(path, header, definition);
        return trial is { } one ? Trial(path, definition, header, cell, one, json, streams) : Whole(path, definition, header, cell, json, streams);
    }

    private static Cell CellAt(SweepDefinition definition, long position)
    {
        if (position >= definition.Grid.PositionCount)
        {
            throw new CommandException(ExitCodes.Usage, $"option --cell: got {position}; expected 0 … {definition.Grid.PositionCount - 1}");
        }

        return definition.Grid.CellAt(position)
            ?? throw new CommandException(ExitCodes.Usage, $"option --cell: cell {position} is left out by the sweep's own filter");
    }

    private static int Trial(string path, SweepDefinition definition, SweepHeader header, Cell cell, int trial, bool json, Streams streams)
    {
        double[] losses = CellRecomputation.Trial(definition, cell, trial);
        double[]? stored = definition.KeepTrials ? StoredTrial(path, definition, header, cell, trial) : null;
        bool differs = stored is not null && !stored.AsSpan().SequenceEqual(losses);
        IReadOnlyList<Outcome> outcomes = definition.OutcomesOf(cell);
        if (json)
        {
            streams.Out.WriteLine(JsonSerializer.Serialize(new
            {
                cell = cell.Index,
                parameters = Parameters(definition, cell),
                trial,
                compared = stored is not null,
                equal = stored is null ? (bool?)null : !differs,
                values = outcomes.Select((o, i) => new { method = o.Method, rank = o.Rank, measure = o.Measure, value = double.IsNaN(losses[i]) ? (double?)null : losses[i] }),
            }));
            return differs ? ExitCodes.Internal : ExitCodes.Ok;
        }

        WriteHead(definition, cell, $"trial {trial}", streams);
        for (int i = 0; i < outcomes.Count; i++)
        {
            streams.Out.WriteLine($"{Name(outcomes[i])}  {losses[i].ToString("R", CultureInfo.InvariantCulture)}");
        }

        if (stored is not null)
        {
            streams.Out.WriteLine(differs ? "differs from the stored trial" : "equals the stored trial bit by bit");
        }

        return differs ? ExitCodes.Internal : ExitCodes.Ok;
    }

    private static int Whole(string path, SweepDefinition definition, SweepHeader header, Cell cell, bool json, Streams streams)
    {
        var rows = CellRecomputation.Rows(definition, cell);
        bool equal = rows.SequenceEqual(CellRecomputation.Stored(path, definition, header, [cell]).Single().Rows);
        if (json)
        {
            streams.Out.WriteLine(JsonSerializer.Serialize(new
            {
                cell = cell.Index,
                parameters = Parameters(definition, cell),
                equal,
                rows = rows.Select(r => new { method = r.Outcome.Method, rank = r.Outcome.Rank, measure = r.Outcome.Measure, trials = r.Trials, mean = r.Mean, sem = r.Sem, q50 = r.Q50, status = r.Status }),
            }));
            return equal ? ExitCodes.Ok : ExitCodes.Internal;
        }

        WriteHead(definition, cell, $"{rows[0].Trials} trials", streams);
        foreach (RiskRow row in rows)
        {
            streams.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{Name(row.Outcome)}  mean {row.Mean:G6} ± {row.Sem:G3}  median {row.Q50:G6}  {row.Status}"));
        }

        streams.Out.WriteLine(equal ? "equals the stored rows bit by bit" : "differs from the stored rows");
        return equal ? ExitCodes.Ok : ExitCodes.Internal;
    }

    private static string Name(Outcome outcome) =>
        string.Create(CultureInfo.InvariantCulture, $"{outcome.Method,-12} {outcome.Rank,5}") + (outcome.Measure == Outcome.Risk ? "" : $"  {outcome.Measure,-19}");

    private static void WriteHead(SweepDefinition definition, Cell cell, string what, Streams streams) =>
        streams.Out.WriteLine($"cell {cell.Index}, {what}: " + string.Join(", ", Parameters(definition, cell).Select(p => $"{p.Key} {p.Value}")));

    private static Dictionary<string, string> Parameters(SweepDefinition definition, Cell cell) =>
        definition.Experiment.Parameters.Select((p, i) => (p.Name, cell.Values[i].ToString())).ToDictionary();

    private static double[]? StoredTrial(string path, SweepDefinition definition, SweepHeader header, Cell cell, int trial)
    {
        int width = definition.OutcomesOf(cell).Count;
        var reader = new TrialReader(definition.Experiment.Parameters);
        var cells = header.CompactedFrom is null ? reader.ReadPart(path, new PartPlan(definition).PartOf(cell.Index)) : reader.ReadDataset(path);
        return cells.FirstOrDefault(c => c.Cell.Index == cell.Index)?.Losses is { } losses && (trial + 1) * width <= losses.Length ? losses[(trial * width)..((trial + 1) * width)] : null;
    }
}
