using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cluster.Coordinator;

/// <summary>
/// The coordinator's desk for users: answers questions about jobs, and has every change kept by an archive before anyone is told of it. Belongs to one actor.
/// </summary>
internal sealed class JobDesk(Func<Job, JobStatus> statusOf)
{
    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(1);

    // The queue may be long, and its disk slow: questions must not pile up before an archive that reads.
    private static readonly TimeSpan ListInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ArchiveSilence = TimeSpan.FromSeconds(10);

    private static readonly JobProtocol.NotReady NotReady = new("the data directory has not been read yet; is an aggregator up?");

    private readonly List<Job> _loading = [];
    private readonly Dictionary<string, Unkept> _unkept = [];
    private readonly Dictionary<string, List<(JobProtocol.Submit Submit, IActorRef Asker)>> _waitingForText = [];
    private TimeSpan _askAt;
    private TimeSpan _listAt;
    private TimeSpan? _unansweredSince;

    /// <summary>The jobs; null until an archive has told of them.</summary>
    public JobBook? Book { get; private set; }

    /// <summary>True for a job that is not on disk yet.</summary>
    public bool IsUnkept(string name) => _unkept.TryGetValue(name, out var change) && change.IsNew;

    public Job? Find(string name) => Book is { } book && book.TryFind(name, out var job) ? job : null;

    /// <summary>Asks the archive for what is due. False where it has left questions unanswered for long, and another should be asked.</summary>
    public bool Drive(IActorRef archive, IActorRef self, TimeSpan now)
    {
        if (now < _askAt || archive.IsNobody())
        {
            return true;
        }

        _askAt = now + AskInterval;
        if (Book is null && now >= _listAt)
        {
            AskForJobs(archive, self, now);
        }

        foreach (var change in _unkept.Values)
        {
            archive.Tell(new ArchiveProtocol.KeepJob(change.Job, self), self);
        }

        _unansweredSince = Book is null || _unkept.Count > 0 ? _unansweredSince ?? now : null;
        if (now - _unansweredSince < ArchiveSilence)
        {
            return true;
        }

        bool isSilent = _unansweredSince is not null;
        (_unansweredSince, _listAt) = (null, isSilent ? now : _listAt);
        return !isSilent;
    }

    private void AskForJobs(IActorRef archive, IActorRef self, TimeSpan now)
    {
        _listAt = now + ListInterval;
        archive.Tell(new ArchiveProtocol.ListJobs(_loading.Count == 0 ? string.Empty : _loading[^1].Name), self);
    }

    /// <summary>Takes the next jobs of the queue, and asks for those that follow.</summary>
    public void OnListed(ArchiveProtocol.JobsListed listed, IActorRef archive, IActorRef self, TimeSpan now)
    {
        _unansweredSince = null;
        if (Book is not null || listed.After != (_loading.Count == 0 ? string.Empty : _loading[^1].Name))
        {
            return;
        }

        _loading.AddRange(listed.Jobs);
        if (listed.IsLast)
        {
            Book = new JobBook(_loading);
        }
        else
        {
            AskForJobs(archive, self, now);
        }
    }

    /// <summary>Notes that a text is wanted for a submission; true for the first who wants it.</summary>
    public bool AwaitText(JobProtocol.Submit submit, IActorRef asker)
    {
        bool isFirst = AwaitText(submit.DefinitionHash);
        _waitingForText[submit.DefinitionHash].Add((submit, asker));
        return isFirst;
    }

    /// <summary>Notes that a text is wanted; true for the first who wants it.</summary>
    public bool AwaitText(string hash) => _waitingForText.TryAdd(hash, []);

    /// <summary>The text did not come; whoever still wants it asks again.</summary>
    public void OnTextNotFetched(string hash) => _waitingForText.Remove(hash);

    public void OnTextFetched(string hash, IActorRef self)
    {
        if (_waitingForText.Remove(hash, out var waiting))
        {
            waiting.ForEach(w => self.Tell(w.Submit, w.Asker));
        }
    }

    /// <summary>True where a submission needs no text, since another sweep has its name.</summary>
    public bool IsNameTaken(JobProtocol.Submit submit) => Find(submit.Name) is { } job && job.DefinitionHash != submit.DefinitionHash;

    public void OnSubmit(JobProtocol.Submit submit, IActorRef asker, IActorRef self)
    {
        if (Book is null)
        {
            asker.Tell(NotReady, self);
            return;
        }

        var before = Find(submit.Name);
        var (verdict, job) = Book.Submit(submit.Name, submit.DefinitionHash, submit.Priority);
        if (verdict == SubmitVerdict.NameTaken || job == before)
        {
            asker.Tell(new JobProtocol.SubmitAnswer(new Submitted(verdict, statusOf(job))), self);
            return;
        }

        Change(job, before, new Asker(asker, verdict));
    }

    /// <summary>Cancels. What runs stops once that is kept.</summary>
    public void OnCancel(JobProtocol.Cancel cancel, IActorRef asker, IActorRef self)
    {
        if (Book is null)
        {
            asker.Tell(NotReady, self);
            return;
        }

        if (Find(cancel.Name) is not { IsLive: true } job)
        {
            asker.Tell(new JobProtocol.Found(Find(cancel.Name) is { } ended ? statusOf(ended) : null), self);
            return;
        }

        var status = statusOf(job);
        var cancelled = Book.Put(job with
        {
            State = JobState.Cancelled,
            ExitCode = 75,
            Message = "cancelled",
            PartsTotal = status.PartsTotal,
            PartsCommitted = status.PartsCommitted,
        });
        Change(cancelled, job, new Asker(asker, null));
    }

    public void OnFind(JobProtocol.Find asked, IActorRef asker, IActorRef self) => asker.Tell(
        Book is null ? NotReady : new JobProtocol.Found(Find(asked.Name) is { } job ? statusOf(job) : null), self);

    public void OnList(JobProtocol.List asked, IActorRef asker, IActorRef self)
    {
        if (Book is null)
        {
            asker.Tell(NotReady, self);
            return;
        }

        var later = Book.All.Where(j => string.CompareOrdinal(j.Name, asked.After) > 0).OrderBy(j => j.Name, StringComparer.Ordinal).ToList();
        var some = later.Take(JobProtocol.StatusesMax).Select(statusOf).ToList();
        asker.Tell(new JobProtocol.Listed(some, some.Count == later.Count), self);
    }

    /// <summary>A job has changed by itself.</summary>
    public void Change(Job job) => Change(Book!.Put(job), null, null);

    public void OnKept(Job kept, IActorRef self)
    {
        _unansweredSince = null;
        if (_unkept.TryGetValue(kept.Name, out var change) && change.Job == kept)
        {
            _unkept.Remove(kept.Name);
            Answer(change, kept, self);
        }
    }

    // The disk has no room for it, or no rights. What was to begin does not; what runs goes on, and the archive is asked again.
    public void OnNotKept(ArchiveProtocol.JobNotKept failure, IActorRef self)
    {
        _unansweredSince = null;
        if (!_unkept.TryGetValue(failure.Name, out var change) || change.Askers.Count == 0)
        {
            return;
        }

        _unkept.Remove(failure.Name);
        if (change.Before is { } before)
        {
            Change(before);
        }
        else
        {
            Book!.Remove(failure.Name);
        }

        var refused = change.Job with { State = JobState.Failed, ExitCode = OutcomeCode.Storage, Message = failure.Reason };
        foreach (var (asker, verdict) in change.Askers)
        {
            asker.Tell(verdict is null ? new JobProtocol.NotReady(failure.Reason) : new JobProtocol.SubmitAnswer(new Submitted(SubmitVerdict.Refused, statusOf(refused))), self);
        }
    }

    private void Change(Job job, Job? before, Asker? asker)
    {
        // Who waits for an older change of the same job waits for this one now. What happened to the job by itself stays so, whatever becomes of the wish.
        _unkept.Remove(job.Name, out var older);
        bool isAsked = older is { Askers.Count: > 0 };
        List<Asker> askers = [.. older?.Askers ?? [], .. asker is null ? [] : new[] { asker }];
        _unkept[job.Name] = new Unkept(job, isAsked ? (asker is null ? job : older!.Before) : before, askers, asker?.Verdict == SubmitVerdict.Accepted || older?.IsNew == true);
        _askAt = TimeSpan.Zero;
    }

    private void Answer(Unkept change, Job job, IActorRef self)
    {
        foreach (var (actor, verdict) in change.Askers)
        {
            actor.Tell(verdict is { } v ? new JobProtocol.SubmitAnswer(new Submitted(v, statusOf(job))) : new JobProtocol.Found(statusOf(job)), self);
        }
    }

    // A verdict is what who submitted waits for; who cancelled waits for a status.
    private sealed record Asker(IActorRef Actor, SubmitVerdict? Verdict);

    private sealed record Unkept(Job Job, Job? Before, List<Asker> Askers, bool IsNew);
}
