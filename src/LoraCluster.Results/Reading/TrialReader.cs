using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Results.Storage;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Results.Reading;

/// <summary>Reads <c>trials/</c> back, without loss.</summary>
/// <param name="parameters">The experiment's parameters, as <see cref="IExperiment.Parameters"/> lists them.</param>
/// <param name="files">The file system; the machine's own where null.</param>
public sealed class TrialReader(IReadOnlyList<ParameterSpec> parameters, IDurableFiles? files = null)
{
    private readonly IDurableFiles _files = files ?? LocalFiles.Instance;

    /// <summary>
    /// Streams the cells of every committed part in a dataset's directory, in order of position; empty where the sweep keeps no trials. Throws
    /// <see cref="InvalidDataException"/>, naming the file, on reaching one that is missing or has other bytes than were committed.
    /// </summary>
    public IEnumerable<CellLosses> ReadDataset(string directory) =>
        CommittedParts.In(_files, new DatasetLayout(directory), DatasetLayout.TrialsName).SelectMany(ReadFile);

    /// <summary>Streams the cells of one part, in order of position; none where it is not committed or keeps no trials. Throws as <see cref="ReadDataset"/> does.</summary>
    public IEnumerable<CellLosses> ReadPart(string directory, int part) =>
        CommittedParts.Find(_files, new DatasetLayout(directory), part, DatasetLayout.TrialsName) is { } path ? ReadFile(path) : [];

    /// <summary>Streams the cells of a file whose digest has been checked: the library does not bear a damaged one.</summary>
    internal IEnumerable<CellLosses> ReadFile(string path)
    {
        using var reader = PartReader.Open(_files, path);
        Cell? cell = null;
        var outcomes = new List<Outcome>();
        var losses = new List<double>();
        for (int g = 0; g < reader.GroupCount; g++)
        {
            using var group = reader.OpenGroup(g);
            var columns = new CellColumns(group, parameters);
            int[] trials = group.Read<int>(ColumnNames.Trial);
            double?[] risks = group.ReadNullable<double>(ColumnNames.Value);
            for (int row = 0; row < group.Rows; row++)
            {
                if (cell is { } begun && begun.Index != columns.IndexAt(row))
                {
                    yield return Take(cell.Value, outcomes, losses);
                    cell = null;
                }

                cell ??= columns.CellAt(row);
                losses.Add(risks[row] ?? double.NaN);
                if (trials[row] == 0)
                {
                    outcomes.Add(columns.OutcomeAt(row));
                }
            }
        }

        if (cell is not null)
        {
            yield return Take(cell.Value, outcomes, losses);
        }
    }

    private static CellLosses Take(Cell cell, List<Outcome> outcomes, List<double> losses)
    {
        var taken = new CellLosses(cell, outcomes.ToArray(), losses.ToArray());
        outcomes.Clear();
        losses.Clear();
        return taken;
    }
}
