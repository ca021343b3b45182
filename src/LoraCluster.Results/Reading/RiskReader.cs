using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Reading;

/// <summary>Reads <c>risks/</c> back, without loss: doubles keep their bits.</summary>
/// <param name="parameters">The experiment's parameters, as <see cref="IExperiment.Parameters"/> lists them.</param>
/// <param name="files">The file system; the machine's own where null.</param>
public sealed class RiskReader(IReadOnlyList<ParameterSpec> parameters, IDurableFiles? files = null)
{
    private readonly IDurableFiles _files = files ?? LocalFiles.Instance;

    /// <summary>
    /// Streams the cells of every committed part in a dataset's directory, in order of position, without their losses; one row group is in memory at a time.
    /// The dataset may be unfinished. Throws <see cref="InvalidDataException"/>, naming the file, on reaching one that is missing or has other bytes than were committed.
    /// </summary>
    public IEnumerable<CellRows> ReadDataset(string directory) =>
        CommittedParts.In(_files, new DatasetLayout(directory), DatasetLayout.RisksName).SelectMany(ReadFile);

    /// <summary>Streams only the parameters of every cell, in order of position: a fraction of the bytes. Throws as <see cref="ReadDataset"/> does.</summary>
    public IEnumerable<Cell> ReadCells(string directory) =>
        CommittedParts.In(_files, new DatasetLayout(directory), DatasetLayout.RisksName).SelectMany(CellsOf);

    /// <summary>Streams the cells of one part, in order of position, without their losses; none where it is not committed. Throws as <see cref="ReadDataset"/> does.</summary>
    public IEnumerable<CellRows> ReadPart(string directory, int part) =>
        CommittedParts.Find(_files, new DatasetLayout(directory), part, DatasetLayout.RisksName) is { } path ? ReadFile(path) : [];

    /// <summary>Streams the cells of a file whose digest has been checked: the library does not bear a damaged one.</summary>
    internal IEnumerable<CellRows> ReadFile(string path)
    {
        using var reader = PartReader.Open(_files, path);
        Cell? cell = null;
        var rows = new List<RiskRow>();
        for (int g = 0; g < reader.GroupCount; g++)
        {
            using var group = reader.OpenGroup(g);
            var columns = new RiskColumns(group, parameters);
            for (int row = 0; row < group.Rows; row++)
            {
                if (cell is { } begun && begun.Index != columns.Cells.IndexAt(row))
                {
                    yield return new CellRows(cell.Value, rows.ToArray(), null);
                    cell = null;
                    rows.Clear();
                }

                cell ??= columns.Cells.CellAt(row);
                rows.Add(columns.RowAt(row));
            }
        }

        if (cell is not null)
        {
            yield return new CellRows(cell.Value, rows.ToArray(), null);
        }
    }

    private IEnumerable<Cell> CellsOf(string path)
    {
        using var reader = PartReader.Open(_files, path);
        long last = -1;
        for (int g = 0; g < reader.GroupCount; g++)
        {
            using var group = reader.OpenGroup(g);
            var columns = new CellColumns(group, parameters);
            for (int row = 0; row < group.Rows; row++)
            {
                if (columns.IndexAt(row) != last)
                {
                    last = columns.IndexAt(row);
                    yield return columns.CellAt(row);
                }
            }
        }
    }
}
