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
    // Positions looked at for a cell where a filter leaves positions out.
    private const long MostSkipped = 100_000;

    /// <summary>
    /// Computes up to <paramref name="count"/> cells again, evenly spread over the grid: how many there were, and a line for each whose fresh rows are not the stored ones.
    /// Throws <see cref="CommandException"/> where another release or arithmetic wrote the dataset.
    /// </summary>
    public static (int Compared, IReadOnlyList<string> Differences) Compare(string directory, int count)
    {
        (SweepDefinition definition, SweepHeader header) = SweepLoader.FromDataset(directory);
        RefuseOther(directory, header, definition);
        Cell[] sample = [.. Sample(definition, count)];
        var differences = new List<string>();
        foreach ((Cell cell, CellRows stored) in sample.Zip(Stored(directory, definition, header, sample)))
        {
            if (!Rows(definition, cell).SequenceEqual(stored.Rows))
            {
                differences.Add($"cell {cell.Index}");
            }
        }

        return (sample.Length, differences);
    }

    // The first cell of each of `count` equal stretches of the grid.
    private static IEnumerable<Cell> Sample(SweepDefinition definition, int count)
    {
        long positions = definition.Grid.PositionCount;
        long stretches = Math.Min(count, positions);
        for (long i = 0; i < stretches; i++)
        {
            long position = (long)((Int128)i * positions / stretches);
            long end = Math.Min((long)((Int128)(i + 1) * positions / stretches), position + MostSkipped);
            for (; position < end; position++)
            {
                if (definition.Grid.CellAt(position) is { } cell)
                {
                    yield return cell;
                    break;
                }
            }
        }
    }

    /// <summary>What one trial of a cell measures, outcome by outcome.</summary>
    public static double[] Trial(SweepDefinition definition, Cell cell, int trial)
    {
        using ITrialRunner runner = definition.Experiment.CreateRunner();
        return WholeCell.Run(definition, cell, definition.OutcomesOf(cell), runner, trial, 1);
    }

    /// <summary>The rows of a cell, computed afresh.</summary>
    public static IReadOnlyList<RiskRow> Rows(SweepDefinition definition, Cell cell)
    {
        using ITrialRunner runner = definition.Experiment.CreateRunner();
        return WholeCell.Rows(definition, cell, WholeCell.Losses(definition, cell, runner));
    }

    /// <summary>
    /// What the dataset says of cells given in order of position, each part read once; throws <see cref="CommandException"/> at the first that is not there (yet).
    /// </summary>
    public static IEnumerable<CellRows> Stored(string directory, SweepDefinition definition, SweepHeader header, IEnumerable<Cell> cells)
    {
        var plan = new PartPlan(definition);
        var reader = new RiskReader(definition.Experiment.Parameters);
        bool isCopy = header.CompactedFrom is not null;
        foreach (var part in cells.GroupBy(cell => isCopy ? 0 : plan.PartOf(cell.Index)))
        {
            // A compacted copy has files of its own, whose bounds no plan knows.
            using IEnumerator<CellRows> stored = (isCopy ? reader.ReadDataset(directory) : reader.ReadPart(directory, part.Key)).GetEnumerator();
            foreach (Cell cell in part)
            {
                do
                {
                    if (!stored.MoveNext())
                    {
                        throw new CommandException(ExitCodes.NoInput, $"{directory}: cell {cell.Index} is not in the dataset yet");
                    }
                }
                while (stored.Current.Cell.Index != cell.Index);

                yield return stored.Current;
            }
        }
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
