using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Parts;

/// <summary>The file of single trials of one part: rows in order of cell, trial, outcome.</summary>
internal static class TrialPart
{
    /// <summary>Number of rows; throws <see cref="ArgumentException"/> for a cell that came without its losses.</summary>
    public static int RowCount(PartRows part) => part.Cells.Sum(LossCount);

    /// <summary>The file's bytes.</summary>
    public static byte[] ToBytes(PartRows part, IReadOnlyList<ParameterSpec> parameters, PartStamp stamp)
    {
        int rows = RowCount(part);
        var (trials, methods, ranks, risks) = (new int[rows], new string[rows], new int?[rows], new double?[rows]);
        int at = 0;
        foreach (var cell in part.Cells)
        {
            for (int i = 0; i < cell.Losses!.Length; i++, at++)
            {
                var outcome = cell.Rows[i % cell.Rows.Count].Outcome;
                trials[at] = i / cell.Rows.Count;
                methods[at] = outcome.Method;
                ranks[at] = outcome.Rank;
                risks[at] = double.IsNaN(cell.Losses[i]) ? null : cell.Losses[i];
            }
        }

        var file = new PartFileWriter(PartSchema.Trials(parameters));
        ParameterColumns.Add(file, parameters, part.Cells, LossCount, rows);
        file.Add(trials);
        file.Add(methods);
        file.Add(ranks);
        file.Add(risks);
        return file.ToBytes(rows, stamp);
    }

    private static int LossCount(CellRows cell) => cell.Losses?.Length
        ?? throw new ArgumentException(FormattableString.Invariant($"cell {cell.Cell.Index} came without losses, but the sweep keeps trials"), nameof(cell));
}
