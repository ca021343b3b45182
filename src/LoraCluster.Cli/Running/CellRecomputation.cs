using LoraCluster.Results.Manifest;
using LoraCluster.Results.Reading;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cli.Running;

/// <summary>Computes cells of a dataset again, alone, and compares them with what is stored.</summary>
internal static class CellRecomputation
{
    /// <summary>A line for each of <paramref name="count"/> cells, evenly spread over the grid, whose fresh rows are not the stored ones.</summary>
    public static IEnumerable<string> Differences(string directory, int count)
    {
        (SweepDefinition definition, SweepHeader header) = SweepLoader.FromDataset(directory);
        RefuseOther(directory, header, definition);
        long positions = definition.Grid.PositionCount;
        for (long i = 0; i < Math.Min(count, positions); i++)
        {
            long position = (long)((Int128)i * positions / Math.Min(count, positions));
            if (definition.Grid.CellAt(position) is { } cell
                && !Rows(definition, cell, Losses(definition, cell, 0, definition.Trials)).SequenceEqual(Stored(directory, definition, cell).Rows))
            {
                yield return $"cell {position}";
            }
        }
    }

    /// <summary>The losses of some trials of a cell, <c>[trial * outcomes + outcome]</c>.</summary>
    public static double[] Losses(SweepDefinition definition, Cell cell, int firstTrial, int trialCount)
    {
        IReadOnlyList<Outcome> outcomes = definition.OutcomesOf(cell);
        var losses = new double[checked(trialCount * outcomes.Count)];
        using ITrialRunner runner = definition.Experiment.CreateRunner();
        runner.Run(cell, outcomes, definition.Seed, definition.DataHashOf(cell), firstTrial, trialCount, losses);
        return losses;
    }

    /// <summary>The rows that these losses of all trials give.</summary>
    public static IReadOnlyList<RiskRow> Rows(SweepDefinition definition, Cell cell, double[] losses) =>
        OutcomeStatistics.Rows(definition.Experiment, cell, definition.OutcomesOf(cell), losses, definition.Trials);

    /// <summary>What the dataset says of a cell; throws <see cref="CommandException"/> where it is not there (yet).</summary>
    public static CellRows Stored(string directory, SweepDefinition definition, Cell cell)
    {
        string path = new DatasetLayout(directory).In(DatasetLayout.RisksOf(new PartPlan(definition).PartOf(cell.Index)));
        CellRows? rows = File.Exists(path)
            ? new RiskReader(definition.Experiment.Parameters).ReadPart(path).FirstOrDefault(r => r.Cell.Index == cell.Index)
            : null;
        return rows ?? throw new CommandException(ExitCodes.NoInput, $"{directory}: cell {cell.Index} is not in the dataset yet");
    }

    /// <summary>Throws <see cref="CommandException"/> where another release or other arithmetic wrote the dataset: its bits need not come back.</summary>
    public static void RefuseOther(string directory, SweepHeader header, SweepDefinition definition)
    {
        string fingerprint = definition.Experiment.NumericFingerprint();
        if (header.Release != Release.Version || header.NumericFingerprint != fingerprint)
        {
            throw new CommandException(
                ExitCodes.VersionMismatch,
                $"{directory}: written by release {header.Release}, arithmetic {header.NumericFingerprint}; this is release {Release.Version}, arithmetic {fingerprint}");
        }
    }
}
