using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Results.Storage;
using LoraCluster.Results.Verification;

namespace LoraCluster.Results.Tests.Toys;

/// <summary>What a run of a sweep does with its directory: open, resume, commit what is missing, finish.</summary>
public static class ToyRun
{
    public static DatasetManifest Complete(ToySweep sweep, string path, IDurableFiles? files = null, Action<int>? acknowledged = null, DatasetOptions? options = null)
    {
        var directory = Open(sweep, path, files, options);
        var committed = ResumeScan.Run(directory, sweep.PartCount).Committed;
        var store = new PartStore(directory);
        for (int part = 0; part < sweep.PartCount; part++)
        {
            if (!committed.Contains(part))
            {
                store.Commit(ToyRows.Of(sweep, part));
                acknowledged?.Invoke(part);
            }
        }

        return DatasetFinisher.Finish(directory, sweep.PartCount);
    }

    public static DatasetDirectory Open(ToySweep sweep, string path, IDurableFiles? files = null, DatasetOptions? options = null) =>
        DatasetDirectory.Open(path, sweep.Definition, ToySweep.Release, (options ?? new DatasetOptions()) with { Files = files ?? LocalFiles.Instance });
}
