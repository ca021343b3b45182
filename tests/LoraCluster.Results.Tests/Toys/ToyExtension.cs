using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Results.Reading;
using LoraCluster.Results.Storage;
using LoraCluster.Results.Verification;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Tests.Toys;

/// <summary>What a run with <c>--extend</c> does in place: begin, open, take from the earlier dataset what it can, compute the rest, finish.</summary>
public static class ToyExtension
{
    public static DatasetManifest Complete(ToySweep earlier, ToySweep extended, string path, IDurableFiles files)
    {
        DatasetExtension.Begin(path, extended.Definition, files);
        return CarryOn(earlier, extended, path, files);
    }

    /// <summary>A plain run on a directory that is being extended.</summary>
    public static DatasetManifest CarryOn(ToySweep earlier, ToySweep extended, string path, IDurableFiles files)
    {
        var directory = ToyRun.Open(extended, path, files);
        var committed = ResumeScan.Run(directory, extended.PartCount).Committed;
        IPriorResults? prior = DatasetExtension.Prior(path, files) is { } found
            ? PriorDataset.Open(found.Directory, earlier.Definition, extended.Definition, ToySweep.Release, earlier.PartOf, files)
            : null;
        var store = new PartStore(directory);
        foreach (int part in Enumerable.Range(0, extended.PartCount).Where(part => !committed.Contains(part)))
        {
            store.Commit(Part(extended, part, prior));
        }

        return DatasetFinisher.Finish(directory, extended.PartCount);
    }

    private static PartRows Part(ToySweep sweep, int part, IPriorResults? prior)
    {
        var definition = sweep.Definition;
        return PartRows.Of(sweep.Part(part), ToyRows.CellsOf(sweep, part).Select(cell => Known(definition, cell, prior?.Find(cell.Cell))));
    }

    private static CellRows Known(SweepDefinition definition, CellRows computed, PriorCell? known)
    {
        if (known?.Finished is { } finished)
        {
            // The earlier dataset had the cell at another position.
            return finished with { Cell = computed.Cell };
        }

        if (known?.Losses is not { } losses)
        {
            return computed;
        }

        Cell cell = computed.Cell;
        IReadOnlyList<Outcome> outcomes = definition.OutcomesOf(cell);
        double[] all = ToyRows.LossesOf(definition, cell);
        return ToyRows.FromLosses(definition, cell, [.. losses, .. all.Skip(known.KnownTrials * outcomes.Count)]);
    }
}
