using System.Collections.Concurrent;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;
using LoraCluster.Results.Verification;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Parts;

/// <summary>
/// Commits parts to a dataset: the Parquet files first, then the commit record, each durably, and only then returns. Thread-safe; several processes may
/// share a directory.
/// </summary>
/// <param name="directory">The dataset.</param>
/// <param name="onQuarantined">Told of every file found in the way of a part and moved to <c>_quarantine/</c>.</param>
public sealed class PartStore(DatasetDirectory directory, Action<QuarantinedFile>? onQuarantined = null) : IPartSink
{
    private readonly IDurableFiles _files = directory.Files;
    private readonly DatasetLayout _layout = directory.Layout;
    private readonly DurablePublisher _publisher = new(directory.Files);
    private readonly Quarantine _quarantine = new(directory.Files, directory.Layout);

    // One for each thread that has committed at the same time as others. One whose part failed is not put back: it is dropped with whatever state it was left in.
    private readonly ConcurrentBag<PartEncoder> _encoders = [];

    /// <summary>
    /// Stores a part; returns when it would survive a power cut. Throws <see cref="PartStoreException"/> (nothing half-written under a final
    /// name; its cause is a <see cref="StorageException"/>), <see cref="DeterminismViolationException"/>, and <see cref="ArgumentException"/> for a cell without
    /// losses in a sweep that keeps trials, or for a position that holds no cell.
    /// </summary>
    public void Commit(PartRows rows)
    {
        try
        {
            CommitSteps(rows, rows.Part.Number);
        }
        catch (StorageException error)
        {
            throw Failure(error);
        }
        catch (Exception error) when (StorageException.IsStorageTrouble(error))
        {
            throw Failure(StorageException.From(error, "commit to", _layout.Root));
        }
    }

    private void CommitSteps(PartRows rows, int part)
    {
        if (StandsFromOtherRelease(part))
        {
            return;
        }

        var encoder = _encoders.TryTake(out var idle) ? idle : new PartEncoder(directory.Definition);
        Publish(part, encoder.Encode(rows, new PartStamp(directory.Header.DefinitionHash, directory.Release, part)));
        _encoders.Add(encoder);
    }

    private void Publish(int part, IReadOnlyList<(PartFile File, ReadOnlyMemory<byte> Bytes)> content)
    {
        var record = new CommitRecord(
            part, directory.Header.DefinitionHash, directory.Release, content[0].File, content.Count > 1 ? content[1].File : null);
        foreach (var (file, bytes) in content)
        {
            _publisher.Publish(_layout.In(file.Name), bytes, () => ResolveFile(part, file.Name));
        }

        _publisher.Publish(_layout.In(DatasetLayout.RecordOf(part)), record.ToBytes(), () => ResolveRecord(part));
    }

    // Its bytes carry the other release's name, so ours would differ without anything being wrong.
    private bool StandsFromOtherRelease(int part) =>
        RecordOnDisk(part) is { } record && record.Release != directory.Release && IsWhole(record);

    private Conflict ResolveFile(int part, string name)
    {
        var recorded = RecordOnDisk(part)?.Files.FirstOrDefault(file => file.Name == name);
        if (recorded?.FaultOf(_files, _layout) is null && recorded is not null)
        {
            throw Violation(name);
        }

        return Remove(name, recorded is null ? "has no record, and other bytes than its part" : "has other bytes than its part and its record");
    }

    private Conflict ResolveRecord(int part)
    {
        if (RecordOnDisk(part) is { } record && IsWhole(record))
        {
            throw Violation(DatasetLayout.RecordOf(part));
        }

        return Remove(DatasetLayout.RecordOf(part), "is damaged, or fits no file of its part");
    }

    private Conflict Remove(string name, string reason)
    {
        if (_quarantine.Take(name) is { } moved)
        {
            onQuarantined?.Invoke(new QuarantinedFile(name, moved, reason));
        }

        return Conflict.Removed;
    }

    private static DeterminismViolationException Violation(string name) =>
        new($"{name} is committed and whole, yet computing its part again gave other bytes; the results of this sweep cannot be trusted");

    private static PartStoreException Failure(StorageException error) => new(
        error.Fault switch
        {
            StorageFault.DiskFull or StorageFault.TooManyFiles or StorageFault.ReadOnly => PartStoreFailure.DiskFull,
            StorageFault.NotAllowed => PartStoreFailure.Refused,
            _ => PartStoreFailure.Io,
        },
        error.Message,
        error);

    private bool IsWhole(CommitRecord record) => record.Files.All(file => file.FaultOf(_files, _layout) is null);

    private CommitRecord? RecordOnDisk(int part) =>
        CommitRecord.Load(_files, _layout, part) is { } record && record.DefinitionHash == directory.Header.DefinitionHash ? record : null;
}
