using System.Diagnostics.CodeAnalysis;

namespace LoraCluster.Sweeps.Jobs;

/// <summary>The submitted sweeps of a data directory, by name. Pure; not thread-safe.</summary>
public sealed class JobBook
{
    private readonly SortedDictionary<string, Job> _jobs = new(StringComparer.Ordinal);

    /// <summary>The books with what is on disk.</summary>
    public JobBook(IEnumerable<Job> kept)
    {
        foreach (var job in kept)
        {
            _jobs[job.Name] = job;
        }
    }

    /// <summary>Every job, in order of submission.</summary>
    public IReadOnlyList<Job> All => [.. _jobs.Values.OrderBy(j => j.Number)];

    /// <summary>A job by its name.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out Job? job) => _jobs.TryGetValue(name, out job);

    /// <summary>
    /// Enters a sweep. One that has ended otherwise than whole is queued again, behind the others; a sweep that is here and lives keeps its place and takes the new
    /// priority.
    /// </summary>
    public (SubmitVerdict Verdict, Job Job) Submit(string name, string definitionHash, int priority)
    {
        if (!_jobs.TryGetValue(name, out var known))
        {
            return (SubmitVerdict.Accepted, Put(new Job(name, definitionHash, priority, NextNumber)));
        }

        if (known.DefinitionHash != definitionHash)
        {
            return (SubmitVerdict.NameTaken, known);
        }

        return known.IsLive || known.State == JobState.Completed
            ? (SubmitVerdict.AlreadyThere, known.IsLive ? Put(known with { Priority = priority }) : known)
            : (SubmitVerdict.Accepted, Put(new Job(name, definitionHash, priority, NextNumber)));
    }

    /// <summary>Changes a job; the changed one.</summary>
    public Job Put(Job job) => _jobs[job.Name] = job;

    /// <summary>Takes a job out that was never made durable.</summary>
    public void Remove(string name) => _jobs.Remove(name);

    private long NextNumber => 1 + _jobs.Values.Select(j => j.Number).DefaultIfEmpty().Max();
}
