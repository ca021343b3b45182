using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Whether one sweep is another one made larger, so that everything the smaller one has can stay.</summary>
public static class Containment
{
    // Every cell of most sweeps; of a large one a sample over all axes.
    private const long MostCells = 100_000;

    /// <summary>
    /// Null where <paramref name="extended"/> has every cell, rank and trial of <paramref name="earlier"/> with the same random streams; else the first thing in which it
    /// has not, in words.
    /// </summary>
    public static string? ProblemWith(SweepDefinition earlier, SweepDefinition extended) =>
        earlier.Name != extended.Name ? Other("name", earlier.Name, extended.Name)
        : earlier.Experiment.Name != extended.Experiment.Name ? Other("experiment", earlier.Experiment.Name, extended.Experiment.Name)
        : earlier.Find != extended.Find ? "find: another crossing there than here"
        : earlier.Seed != extended.Seed ? Other("seed", earlier.Seed, extended.Seed)
        : earlier.Seeding != extended.Seeding ? Other("seeding", earlier.Seeding, extended.Seeding)
        : earlier.KeepTrials != extended.KeepTrials ? Other("keep_trials", earlier.KeepTrials, extended.KeepTrials)
        : extended.Trials < earlier.Trials ? Other("trials", earlier.Trials, extended.Trials) + "; they can only grow"
        : extended.Trials > earlier.Trials && !earlier.KeepTrials ? Other("trials", earlier.Trials, extended.Trials) + "; they can grow only where keep_trials is on"
        : earlier.Precision != extended.Precision ? "precision: another rule there than here"
        : earlier.OutcomeWords().Except(extended.OutcomeWords()).FirstOrDefault() is { } word ? $"methods and diagnostics: '{word}' is no longer among them"
        : MissingRank(earlier.Request.Ranks, extended.Request.Ranks) is { } rank ? $"lora_ranks: {rank} is no longer among them"
        : MissingCell(earlier, extended);

    private static IEnumerable<string> OutcomeWords(this SweepDefinition sweep) =>
        [.. sweep.Request.Methods ?? sweep.Experiment.DefaultMethods, .. sweep.Request.Diagnostics];

    private static string Other(string field, object there, object here) => FormattableString.Invariant($"{field}: {there} there, {here} here");

    private static string? MissingRank(RankSelection earlier, RankSelection extended) =>
        extended.Ranks is not { } kept ? null
        : earlier.Ranks is not { } had ? "'all'"
        : had.Except(kept).Select(rank => FormattableString.Invariant($"{rank}")).FirstOrDefault();

    private static string? MissingCell(SweepDefinition earlier, SweepDefinition extended)
    {
        foreach (long position in SpreadSample.Of(earlier.Grid.PositionCount, MostCells))
        {
            if (earlier.Grid.CellAt(position) is not { } cell)
            {
                continue;
            }

            if (extended.Grid.PositionOf(cell.Values) is not { } found || extended.Grid.CellAt(found) is not { } same)
            {
                return "grid: no longer has " + Name(earlier, cell);
            }

            if (earlier.DataHashOf(cell) != extended.DataHashOf(same))
            {
                return $"grid: under seeding: common another axis is swept, which changes the random numbers of {Name(earlier, cell)}";
            }
        }

        return null;
    }

    private static string Name(SweepDefinition sweep, Cell cell) =>
        FormattableString.Invariant($"cell {cell.Index} ({cell.Describe(sweep.Experiment.Parameters)})");
}
