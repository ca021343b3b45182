using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Results.Verification;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;

namespace LoraCluster.Results.Tests.Toys;

/// <summary>A simulated cluster's dataset on a simulated disk, as a process that has just opened it holds it.</summary>
internal sealed class DatasetOnDisk : ISimulatedStore
{
    public const string Root = "/data/out";

    private readonly SimulatedDisk _disk;
    private readonly DatasetDirectory _directory;
    private readonly PartStore _store;
    private readonly int _partCount;
    private readonly HashSet<int> _lost = [];

    /// <summary>Opens the dataset, or begins it.</summary>
    public DatasetOnDisk(SimulatedDisk disk, SweepDefinition definition)
    {
        _disk = disk;
        _directory = DatasetDirectory.Open(Root, definition, "1.0.0", new DatasetOptions { Files = disk });
        _store = new PartStore(_directory);
        _partCount = new PartPlan(definition).PartCount;
    }

    /// <summary>Called before each commit.</summary>
    public Action BeforeCommit { get; init; } = () => { };

    /// <summary>Called after each commit, however it went.</summary>
    public Action AfterCommit { get; init; } = () => { };

    /// <summary>The parts whose commit returned, but for those that have rotted since.</summary>
    public HashSet<int> Acknowledged { get; } = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<int> Whole => [.. ResumeScan.Run(_directory, _partCount).Committed];

    /// <inheritdoc/>
    public IReadOnlySet<int> Lost => _lost;

    /// <inheritdoc/>
    public void Commit(PartRows rows)
    {
        BeforeCommit();
        try
        {
            _store.Commit(rows);
            Acknowledged.Add(rows.Part.Number);
        }
        finally
        {
            AfterCommit();
        }
    }

    /// <inheritdoc/>
    public void Lose(int part)
    {
        string file = _directory.Layout.In($"risks/part-{part:D6}.parquet");
        byte[] bytes = [.. _disk.Everything()[file]];
        bytes[bytes.Length / 2] ^= 1;
        _disk.Overwrite(file, bytes);
        Acknowledged.Remove(part);
        _lost.Add(part);
    }

    /// <summary>Closes the dataset. False where a part is missing or has rotted.</summary>
    public bool TryFinish()
    {
        try
        {
            DatasetFinisher.Finish(_directory, _partCount);
            return true;
        }
        catch (DatasetIncompleteException)
        {
            return false;
        }
    }
}
