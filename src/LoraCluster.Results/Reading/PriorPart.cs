using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Reading;

/// <summary>One part of an earlier dataset in memory, by position; empty where it is not whole.</summary>
internal sealed class PriorPart
{
    private readonly Dictionary<long, CellRows> _cells;

    private PriorPart(Dictionary<long, CellRows> cells) => _cells = cells;

    /// <summary>Loads a part after checking it against its commit record: what cannot be read or does not verify is as good as not there.</summary>
    public static PriorPart Load(
        IDurableFiles files, DatasetLayout layout, string definitionHash, int part, IReadOnlyList<ParameterSpec> parameters)
    {
        try
        {
            return LoadVerified(files, layout, definitionHash, part, parameters);
        }
        catch (Exception error) when (StorageException.IsStorageTrouble(error))
        {
            return new PriorPart([]);
        }
    }

    private static PriorPart LoadVerified(
        IDurableFiles files, DatasetLayout layout, string definitionHash, int part, IReadOnlyList<ParameterSpec> parameters)
    {
        if (CommitRecord.LoadWhole(files, layout, part, definitionHash) is not { } record)
        {
            return new PriorPart([]);
        }

        var losses = record.Trials is null
            ? []
            : new TrialReader(parameters, files).ReadFile(layout.In(record.Trials.Name)).ToDictionary(cell => cell.Cell.Index, cell => cell.Losses);
        return new PriorPart(new RiskReader(parameters, files).ReadFile(layout.In(record.Risks.Name))
            .ToDictionary(cell => cell.Cell.Index, cell => cell with { Losses = losses.GetValueOrDefault(cell.Cell.Index) }));
    }

    /// <summary>The cell at a position, its losses if the dataset keeps them; null where the part has none.</summary>
    public CellRows? Find(long position) => _cells.GetValueOrDefault(position);
}
