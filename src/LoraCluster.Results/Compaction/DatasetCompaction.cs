using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Results.Reading;
using LoraCluster.Results.Storage;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Compaction;

/// <summary>Copies a finished dataset into fewer, larger files: a dataset of its own, with a manifest that names its source. Same source and release, same bytes.</summary>
public static class DatasetCompaction
{
    /// <summary>Rows of statistics in a file, unless another number is asked for: one full row group.</summary>
    public const int RowsStandard = PartFileWriter.RowGroupRows;

    // Losses are held as they are read: 160 MB of them, five times what a part holds.
    private const long TrialRowsMax = 20_000_000;

    /// <summary>
    /// Copies a dataset. Doing it again is harmless, and carries on what was interrupted. Throws <see cref="InvalidDataException"/> where the source is not finished
    /// or one of its files is not as it was committed, <see cref="OutputRefusedException"/> and <see cref="StorageException"/>.
    /// </summary>
    /// <param name="source">The finished dataset's directory.</param>
    /// <param name="definition">The sweep in it.</param>
    /// <param name="target">The copy's directory; created if it is not there.</param>
    /// <param name="release">The release that writes.</param>
    /// <param name="rowsMax">Most rows of statistics in a file, at least one; a cell is never split.</param>
    /// <returns>The copy's manifest.</returns>
    public static DatasetManifest Compact(string source, SweepDefinition definition, string target, string release, int rowsMax = RowsStandard)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rowsMax);
        var manifest = DatasetManifest.Load(source) ?? throw new InvalidDataException($"{source}: has no whole manifest; its sweep has not finished");
        var header = DatasetDirectory.ReadHeader(source) ?? throw new InvalidDataException($"{new DatasetLayout(source).Header}: missing or damaged");
        var directory = DatasetDirectory.Open(target, definition, header with { CompactedFrom = manifest.DatasetHash, Compaction = new CompactionRule(rowsMax, release) }, release, new DatasetOptions { AcceptRelease = true });
        var store = new PartStore(directory);
        int files = 0;
        foreach (var rows in Batches(Cells(source, definition), rowsMax))
        {
            using (rows)
            {
                store.Commit(rows);
            }

            files++;
        }

        return DatasetFinisher.Finish(directory, files);
    }

    /// <summary>Throws <see cref="OutputRefusedException"/> where a header is that of a compacted copy: nothing can be added to one.</summary>
    public static void RefuseCopy(string directory, SweepHeader header) => HeaderCheck.RefuseCompacted(directory, header, source: null, rule: null);

    private static IEnumerable<CellRows> Cells(string source, SweepDefinition definition)
    {
        var cells = new RiskReader(definition.Experiment.Parameters).ReadDataset(source);
        return definition.KeepTrials
            ? cells.Zip(new TrialReader(definition.Experiment.Parameters).ReadDataset(source), (cell, trials) => cell with { Losses = trials.Losses })
            : cells;
    }

    // One file even of an empty dataset: readers of a glob want something to match.
    private static IEnumerable<PartRows> Batches(IEnumerable<CellRows> cells, int rowsMax)
    {
        PartRows? batch = null;
        int number = 0;
        long trialRows = 0;
        foreach (var cell in cells)
        {
            long losses = cell.Losses?.Length ?? 0;
            if (batch is not null && (batch.RowCount + cell.Rows.Count > rowsMax || trialRows + losses > TrialRowsMax))
            {
                yield return batch;
                batch = null;
                trialRows = 0;
            }

            batch ??= new PartRows(new PartRange(number++, cell.Cell.Index, 0));
            batch.Add(cell);
            trialRows += losses;
        }

        yield return batch ?? new PartRows(new PartRange(number, 0, 0));
    }
}
