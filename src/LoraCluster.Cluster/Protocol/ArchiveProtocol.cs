using Akka.Actor;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cluster.Protocol;

/// <summary>
/// How the coordinator, which has no disk, has the data directory read and written. It asks until an answer comes; doing anything twice changes nothing. The
/// constructors throw <see cref="ArgumentException"/> for what would not fit a frame; texts are cut.
/// </summary>
public static class ArchiveProtocol
{
    /// <summary>Jobs in one message at most: each has two texts for people.</summary>
    public const int JobsMax = 16;

    /// <summary>Ranges of parts in one message at most.</summary>
    public const int RangesMax = 8000;

    /// <summary>Coordinator to archive: the jobs whose names follow this one.</summary>
    public sealed record ListJobs(string After) : IWireMessage
    {
        /// <summary>A name, or nothing for the beginning.</summary>
        public string After { get; } = Require.ShortText(After);
    }

    /// <summary>Archive to coordinator: the next jobs in ordinal order of their names.</summary>
    public sealed record JobsListed(string After, IReadOnlyList<Job> Jobs, bool IsLast) : IWireMessage
    {
        /// <summary>The name that these follow.</summary>
        public string After { get; } = Require.ShortText(After);

        /// <summary>The jobs.</summary>
        public IReadOnlyList<Job> Jobs { get; } = Require.Few(Jobs, JobsMax);
    }

    /// <summary>Coordinator to archive: keep this job as it is now; <paramref name="Texts"/> has the text of its definition.</summary>
    public sealed record KeepJob(Job Job, IActorRef Texts) : IWireMessage;

    /// <summary>Archive to coordinator: the job would survive a power cut.</summary>
    public sealed record JobKept(Job Job) : IWireMessage;

    /// <summary>Archive to coordinator: the job could not be kept.</summary>
    public sealed record JobNotKept(string Name, string Reason) : IWireMessage
    {
        /// <summary>The sweep's name.</summary>
        public string Name { get; } = Require.Word(Name);

        /// <summary>Why.</summary>
        public string Reason { get; } = Frame.Cut(Reason);
    }

    /// <summary>
    /// Coordinator to archive: make the dataset ready, look through it, and say which of its parts are on disk. A second request with the same
    /// <paramref name="Scan"/> is answered from the first.
    /// </summary>
    public sealed record OpenDataset(string Name, string DefinitionHash, long Scan, int FirstRange) : IWireMessage
    {
        /// <summary>The sweep's name.</summary>
        public string Name { get; } = Require.SweepName(Name);

        /// <summary>The hash of its definition.</summary>
        public string DefinitionHash { get; } = Require.Word(DefinitionHash);

        /// <summary>The number of the first range wanted.</summary>
        public int FirstRange { get; } = Require.AtLeast(0, FirstRange);
    }

    /// <summary>Archive to coordinator: some of the ranges of parts that are committed and whole.</summary>
    public sealed record DatasetOpened(string Name, long Scan, int FirstRange, IReadOnlyList<PartSpan> Ranges, bool IsLast) : IWireMessage
    {
        /// <summary>The sweep's name.</summary>
        public string Name { get; } = Require.Word(Name);

        /// <summary>The number of the first range.</summary>
        public int FirstRange { get; } = Require.AtLeast(0, FirstRange);

        /// <summary>The ranges, in order.</summary>
        public IReadOnlyList<PartSpan> Ranges { get; } = Require.Few(Ranges, RangesMax);
    }

    /// <summary>Consecutive parts.</summary>
    /// <param name="First">The first.</param>
    /// <param name="Count">How many.</param>
    public readonly record struct PartSpan(int First, int Count);

    /// <summary>Coordinator to archive: every part is committed, close the dataset.</summary>
    public sealed record FinishDataset(string Name) : IWireMessage
    {
        /// <summary>The sweep's name.</summary>
        public string Name { get; } = Require.SweepName(Name);
    }

    /// <summary>Archive to coordinator: the manifest is written.</summary>
    public sealed record DatasetFinished(string Name, string ManifestSha256, long Rows) : IWireMessage
    {
        /// <summary>The sweep's name.</summary>
        public string Name { get; } = Require.Word(Name);

        /// <summary>The dataset's hash.</summary>
        public string ManifestSha256 { get; } = Require.Word(ManifestSha256);
    }

    /// <summary>Archive to coordinator: parts are missing, damaged since or taken away; look again which are there.</summary>
    public sealed record DatasetIncomplete(string Name) : IWireMessage
    {
        /// <summary>The sweep's name.</summary>
        public string Name { get; } = Require.Word(Name);
    }

    /// <summary>Archive to coordinator: the dataset cannot be opened or closed.</summary>
    public sealed record DatasetRefused(string Name, int ExitCode, string Reason) : IWireMessage
    {
        /// <summary>The sweep's name.</summary>
        public string Name { get; } = Require.Word(Name);

        /// <summary>Why.</summary>
        public string Reason { get; } = Frame.Cut(Reason);
    }
}
