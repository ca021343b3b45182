using System.Globalization;

namespace LoraCluster.Benchmarks.Compare;

/// <summary>The table of whole commands, with a line for all four together.</summary>
internal static class SweepTable
{
    private static readonly string[] Headings =
    [
        "sweep", "trials", "LoraCluster, s", "NumPy, s", "ratio", "NumPy sharing decompositions, s", "ratio", "means compared", "rms z", "largest z",
    ];

    public static string Of(IReadOnlyList<SweepTimes> sweeps)
    {
        var table = new MarkdownTable(Headings);
        foreach (SweepTimes sweep in sweeps)
        {
            table.Add(Row(sweep));
        }

        table.Add(Row(Together(sweeps)));
        return table + Remark(sweeps);
    }

    /// <summary>All sweeps as one: seconds and trials add up.</summary>
    public static SweepTimes Together(IReadOnlyList<SweepTimes> sweeps) => new(
        "all",
        sweeps.Sum(sweep => sweep.Trials),
        sweeps.Sum(sweep => sweep.Ours),
        Sum([.. sweeps.Select(sweep => sweep.NumPy)]),
        Sum([.. sweeps.Select(sweep => sweep.Shared)]),
        null,
        []);

    private static NumPyTime? Sum(IReadOnlyList<NumPyTime?> times)
    {
        NumPyTime[] known = [.. times.OfType<NumPyTime>()];
        return known.Length == times.Count ? new NumPyTime(known.Sum(time => time.Seconds), known.Sum(time => time.TrialsRun)) : null;
    }

    private static string[] Row(SweepTimes s) =>
    [
        s.Sweep,
        s.Trials.ToString("N0", CultureInfo.InvariantCulture),
        MarkdownTable.Number(s.Ours),
        MarkdownTable.Number(s.NumPy?.Seconds),
        MarkdownTable.Number(s.NumPy?.Seconds / s.Ours),
        MarkdownTable.Number(s.Shared?.Seconds),
        MarkdownTable.Number(s.Shared?.Seconds / s.Ours),
        s.Agreement is { } a ? a.Means.ToString("N0", CultureInfo.InvariantCulture) : MarkdownTable.Nothing,
        MarkdownTable.Number(s.Agreement?.RootMeanSquare),
        MarkdownTable.Number(s.Agreement?.Largest),
    ];

    private static string Remark(IReadOnlyList<SweepTimes> sweeps)
    {
        SweepTimes all = Together(sweeps);
        return all is { NumPy: { } each, Shared: { } shared }
            ? string.Create(CultureInfo.InvariantCulture, $"\nNumPy ran {each.TrialsRun:N0} trials, and {shared.TrialsRun:N0} sharing decompositions; its times are scaled to all.\n")
            : string.Empty;
    }
}
