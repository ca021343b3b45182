using Akka.Actor;
using LoraCluster.Cluster.Node;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Results.Jobs;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;
using LoraCluster.Results.Verification;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;
using LoraCluster.Sweeps.Planning;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Cluster.Aggregator;

/// <summary>
/// Reads and writes the data directory for the coordinator, which may live where there is none. Belongs on a thread of its own; what takes long runs beside it, so that
/// the queue can be asked about meanwhile.
/// </summary>
internal sealed class ArchiveActor : ReceiveActor
{
    private const int DatasetGone = 66;

    private readonly DataDirectory _data;
    private readonly Texts _texts;
    private readonly Definitions _definitions;
    private readonly string _release;
    private readonly ILogger _log;
    private readonly Dictionary<string, Scan> _scans = [];
    private readonly HashSet<string> _finishing = [];
    private readonly Dictionary<string, List<(ArchiveProtocol.KeepJob Order, IActorRef Sender)>> _waitingForText = [];
    private (IActorRef For, List<Job> Jobs)? _listing;

    public ArchiveActor(DataDirectory data, Texts texts, Definitions definitions, string release, ILogger log)
    {
        (_data, _texts, _definitions, _release, _log) = (data, texts, definitions, release, log);
        Receive<ArchiveProtocol.ListJobs>(OnListJobs);
        Receive<ArchiveProtocol.KeepJob>(OnKeepJob);
        Receive<ArchiveProtocol.OpenDataset>(OnOpenDataset);
        Receive<ArchiveProtocol.FinishDataset>(OnFinishDataset);
        Receive<TextFetchActor.Fetched>(OnFetched);
        Receive<TextFetchActor.NotFetched>(m => _waitingForText.Remove(m.Hash));
        Receive<Scanned>(OnScanned);
        Receive<Finished>(m =>
        {
            _finishing.Remove(m.Name);
            m.Sender.Tell(m.Answer);
        });
        Receive<NodeProtocol.FetchText>(m => TextPieces.Answer(m, TextToSend(m.Hash), Sender, Self));
    }

    private void OnListJobs(ArchiveProtocol.ListJobs asked)
    {
        try
        {
            // A queue of thousands is read once for all of its pages.
            var jobs = asked.After.Length > 0 && _listing is { } begun && begun.For.Equals(Sender)
                ? begun.Jobs
                : [.. _data.Jobs(path => _log.LogWarning("{Path}: is no job, or damaged; it is left alone", path)).OrderBy(j => j.Name, StringComparer.Ordinal)];
            var later = jobs.Where(j => string.CompareOrdinal(j.Name, asked.After) > 0).ToList();
            bool isLast = later.Count <= ArchiveProtocol.JobsMax;
            Sender.Tell(new ArchiveProtocol.JobsListed(asked.After, [.. later.Take(ArchiveProtocol.JobsMax)], isLast));
            _listing = isLast ? null : (Sender, jobs);
        }
        catch (StorageException trouble)
        {
            _log.LogError("cannot read the queue: {Reason}", trouble.Message);
        }
    }

    private void OnKeepJob(ArchiveProtocol.KeepJob order)
    {
        string hash = order.Job.DefinitionHash;
        try
        {
            if (_data.Text(hash) is null)
            {
                if (_texts.Find(hash) is not { } text)
                {
                    AwaitText(hash, order);
                    return;
                }

                _data.KeepText(hash, text);
            }

            _data.Keep(order.Job);
            Sender.Tell(new ArchiveProtocol.JobKept(order.Job));
        }
        catch (Exception trouble) when (trouble is StorageException or ArgumentException)
        {
            Sender.Tell(new ArchiveProtocol.JobNotKept(order.Job.Name, trouble.Message));
        }
    }

    private void AwaitText(string hash, ArchiveProtocol.KeepJob order)
    {
        if (_waitingForText.TryGetValue(hash, out var waiting))
        {
            waiting.RemoveAll(w => w.Order.Job.Name == order.Job.Name);
        }
        else
        {
            _waitingForText.Add(hash, waiting = []);
            Context.ActorOf(Props.Create(() => new TextFetchActor(hash, _texts, order.Texts)));
        }

        waiting.Add((order, Sender));
    }

    private void OnFetched(TextFetchActor.Fetched fetched)
    {
        if (_waitingForText.Remove(fetched.Hash, out var waiting))
        {
            waiting.ForEach(w => Self.Tell(w.Order, w.Sender));
        }
    }

    private void OnOpenDataset(ArchiveProtocol.OpenDataset asked)
    {
        if (_scans.TryGetValue(asked.Name, out var scan) && scan.Number == asked.Scan)
        {
            scan.AskedBy = Sender;
            scan.FirstRange = asked.FirstRange;
            Answer(scan);
            return;
        }

        scan = new Scan(asked.Name, asked.Scan, asked.FirstRange, Sender);
        _scans[asked.Name] = scan;
        Task.Run(() => new Scanned(scan, Look(asked), null)).PipeTo(Self, failure: e => new Scanned(scan, null, RefusalOf(asked.Name, e)));
    }

    private IReadOnlyList<ArchiveProtocol.PartSpan> Look(ArchiveProtocol.OpenDataset asked)
    {
        var definition = DefinitionOf(asked.DefinitionHash);
        var directory = DatasetDirectory.Open(_data.DatasetOf(asked.Name), definition, _release);
        foreach (string warning in directory.Warnings)
        {
            _log.LogWarning("{Sweep}: {Warning}", asked.Name, warning);
        }

        var report = ResumeScan.Run(directory, new PartPlan(definition).PartCount);
        foreach (var moved in report.Quarantined)
        {
            _log.LogWarning("{Sweep}: {File}: {Reason}; moved to {Place}", asked.Name, moved.Name, moved.Reason, moved.MovedTo);
        }

        return PartSpans.Of(report.Committed);
    }

    private void OnScanned(Scanned scanned)
    {
        scanned.Scan.Ranges = scanned.Ranges;
        scanned.Scan.Refusal = scanned.Refusal;
        Answer(scanned.Scan);
    }

    private static void Answer(Scan scan)
    {
        if (scan.Refusal is { } refusal)
        {
            scan.AskedBy.Tell(refusal);
        }
        else if (scan.Ranges is { } ranges)
        {
            var some = ranges.Skip(scan.FirstRange).Take(ArchiveProtocol.RangesMax).ToList();
            scan.AskedBy.Tell(new ArchiveProtocol.DatasetOpened(scan.Name, scan.Number, scan.FirstRange, some, scan.FirstRange + some.Count >= ranges.Count));
        }
    }

    private void OnFinishDataset(ArchiveProtocol.FinishDataset asked)
    {
        if (_finishing.Add(asked.Name))
        {
            var sender = Sender;
            Task.Run(() => new Finished(asked.Name, sender, Finish(asked.Name)))
                .PipeTo(Self, failure: e => new Finished(asked.Name, sender, RefusalOf(asked.Name, e)));
        }
    }

    private IWireMessage Finish(string name)
    {
        var header = DatasetDirectory.ReadHeader(_data.DatasetOf(name));
        if (header is null)
        {
            return new ArchiveProtocol.DatasetIncomplete(name);
        }

        var definition = DefinitionOf(header.DefinitionHash);
        try
        {
            var manifest = DatasetFinisher.Finish(DatasetDirectory.Open(_data.DatasetOf(name), definition, _release), new PartPlan(definition).PartCount);
            return new ArchiveProtocol.DatasetFinished(name, manifest.DatasetHash, manifest.RiskRows);
        }
        catch (DatasetIncompleteException)
        {
            return new ArchiveProtocol.DatasetIncomplete(name);
        }
    }

    private SweepDefinition DefinitionOf(string hash) =>
        _definitions.Read(HashedText(hash) ?? throw new FileNotFoundException($"the definition {hash} is not in the data directory"));

    private byte[]? TextToSend(string hash)
    {
        try
        {
            return HashedText(hash);
        }
        catch (Exception trouble) when (trouble is StorageException or ArgumentException)
        {
            _log.LogError("cannot read the definition {Hash}: {Reason}", hash, trouble.Message);
            return null;
        }
    }

    private byte[]? HashedText(string hash) => _texts.Find(hash) ?? _data.Text(hash);

    private static ArchiveProtocol.DatasetRefused RefusalOf(string name, Exception cause)
    {
        var trouble = cause is AggregateException { InnerException: { } inner } ? inner : cause;
        int code = trouble switch
        {
            OutputRefusedException { MayPass: true } => OutcomeCode.Storage,
            OutputRefusedException { Reason: OutputRefusal.OtherArithmetic } => 76,
            OutputRefusedException => 73,
            FileNotFoundException => DatasetGone,
            InvalidDataException => 65,
            _ => OutcomeCode.Storage,
        };
        return new ArchiveProtocol.DatasetRefused(name, code, trouble.Message);
    }

    private sealed class Scan(string name, long number, int firstRange, IActorRef askedBy)
    {
        public string Name { get; } = name;

        public long Number { get; } = number;

        public int FirstRange { get; set; } = firstRange;

        public IActorRef AskedBy { get; set; } = askedBy;

        public IReadOnlyList<ArchiveProtocol.PartSpan>? Ranges { get; set; }

        public ArchiveProtocol.DatasetRefused? Refusal { get; set; }
    }

    private sealed record Scanned(Scan Scan, IReadOnlyList<ArchiveProtocol.PartSpan>? Ranges, ArchiveProtocol.DatasetRefused? Refusal) : INoSerializationVerificationNeeded;

    private sealed record Finished(string Name, IActorRef Sender, IWireMessage Answer) : INoSerializationVerificationNeeded;
}
