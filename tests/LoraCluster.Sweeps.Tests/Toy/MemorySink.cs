using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Sweeps.Tests.Toy;

/// <summary>Keeps each part as text in which every bit shows, and refuses a part that comes again with other bits.</summary>
public sealed class MemorySink : ISimulatedStore
{
    private readonly ConcurrentDictionary<int, string> _parts = new();
    private readonly HashSet<int> _lost = [];

    /// <summary>Called with the part's number before each commit; may throw what a disk would.</summary>
    public Action<int> BeforeCommit { get; init; } = _ => { };

    public IReadOnlyDictionary<int, string> Parts => _parts;

    /// <inheritdoc/>
    public IReadOnlyCollection<int> Whole => [.. _parts.Keys];

    public void Commit(PartRows rows)
    {
        BeforeCommit(rows.Part.Number);
        string text = TextOf(rows);
        if (_parts.GetOrAdd(rows.Part.Number, text) != text)
        {
            throw new DeterminismViolationException($"part {rows.Part.Number} came out differently");
        }
    }

    /// <summary>Forgets a part, as a scan of the disk does with a damaged one.</summary>
    public void Lose(int part)
    {
        _parts.TryRemove(part, out _);
        _lost.Add(part);
    }

    /// <inheritdoc/>
    public IReadOnlySet<int> Lost => _lost;

    public static MemorySink ByLocalSweep(LoraCluster.Sweeps.Definition.SweepDefinition definition, IPriorResults? prior = null)
    {
        var sink = new MemorySink();
        LocalSweep.Run(definition, sink, prior: prior);
        return sink;
    }

    private static string TextOf(PartRows rows)
    {
        var text = new StringBuilder().Append(rows.Part).AppendLine();
        for (int cell = 0; cell < rows.CellCount; cell++)
        {
            text.Append(rows.PositionOf(cell)).AppendLine();
            foreach (var row in rows.RowsOf(cell))
            {
                AppendRow(text, row);
            }

            text.AppendJoin(' ', (rows.LossesOf(cell) ?? []).Select(Bits)).AppendLine();
        }

        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, RiskRow row)
    {
        double?[] numbers =
        [
            row.Mean, row.Sd, row.Sem, row.Min, row.Q05, row.Q50, row.Q95, row.Max, row.DiffMean, row.DiffSem, row.AdjustedMean, row.AdjustedSem, row.WinShare, row.TheoryMean,
        ];
        text.Append(row.Outcome).Append(' ').Append(row.Trials).Append(' ').Append(row.Failed).Append(' ')
            .AppendJoin(' ', numbers.Select(n => n is { } value ? Bits(value) : "null"))
            .Append(' ').Append(row.TheoryStatus).Append(' ').AppendLine(row.Status);
    }

    private static string Bits(double value) => BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);
}
