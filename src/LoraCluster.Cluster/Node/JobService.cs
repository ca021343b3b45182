using System.Text;
using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cluster.Node;

/// <summary>Asks the coordinator, wherever it is, in the name of this node's users.</summary>
internal sealed class JobService(IActorRef coordinator, IActorRef node, Texts texts, TimeProvider clock) : IJobService
{
    private static readonly TimeSpan TryFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public async Task<Submitted> SubmitAsync(SweepDefinition definition, int priority, CancellationToken cancellation)
    {
        bool isNew = texts.Find(definition.Hash) is null;
        string hash = texts.Add(Encoding.UTF8.GetBytes(definition.CanonicalJson));
        Submitted? submitted = null;
        try
        {
            submitted = (await AskAsync<JobProtocol.SubmitAnswer>(new JobProtocol.Submit(definition.Name, hash, priority, node), cancellation).ConfigureAwait(false)).Submitted;
            return submitted;
        }
        finally
        {
            // Or else refused submissions would fill this node's memory.
            if (isNew && submitted is not { Verdict: SubmitVerdict.Accepted or SubmitVerdict.AlreadyThere })
            {
                texts.Remove(hash);
            }
        }
    }

    public async Task<IReadOnlyList<JobStatus>> ListAsync(CancellationToken cancellation)
    {
        var jobs = new List<JobStatus>();
        JobProtocol.Listed page;
        do
        {
            page = await AskAsync<JobProtocol.Listed>(new JobProtocol.List(jobs.Count == 0 ? string.Empty : jobs[^1].Name), cancellation).ConfigureAwait(false);
            jobs.AddRange(page.Jobs);
        }
        while (!page.IsLast && page.Jobs.Count > 0);
        return [.. jobs.OrderBy(j => j.Number)];
    }

    public async Task<JobStatus?> FindAsync(string name, CancellationToken cancellation) =>
        (await AskAsync<JobProtocol.Found>(new JobProtocol.Find(name), cancellation).ConfigureAwait(false)).Job;

    public async Task<JobStatus?> CancelAsync(string name, CancellationToken cancellation) =>
        (await AskAsync<JobProtocol.Found>(new JobProtocol.Cancel(name), cancellation).ConfigureAwait(false)).Job;

    public async Task<IReadOnlyList<NodeStatus>> NodesAsync(CancellationToken cancellation)
    {
        var nodes = new List<NodeStatus>();
        JobProtocol.NodesListed page;
        do
        {
            page = await AskAsync<JobProtocol.NodesListed>(new JobProtocol.Nodes(nodes.Count), cancellation).ConfigureAwait(false);
            nodes.AddRange(page.Nodes);
        }
        while (!page.IsLast && page.Nodes.Count > 0);
        return nodes;
    }

    // A message may be lost, the coordinator may be moving, or may not have read the disk yet: asked again until then.
    private async Task<T> AskAsync<T>(IWireMessage question, CancellationToken cancellation)
        where T : class
    {
        long start = clock.GetTimestamp();
        string reason = "no coordinator answers";
        while (clock.GetElapsedTime(start) < GiveUpAfter)
        {
            try
            {
                switch (await coordinator.Ask<object>(question, TryFor, cancellation).ConfigureAwait(false))
                {
                    case T answer:
                        return answer;
                    case JobProtocol.NotReady notReady:
                        reason = notReady.Reason;
                        break;
                    case var other:
                        throw new InvalidOperationException($"{other.GetType().Name} answers {question.GetType().Name}");
                }
            }
            catch (AskTimeoutException)
            {
                continue;
            }

            await Task.Delay(Pause, clock, cancellation).ConfigureAwait(false);
        }

        throw new JobServiceUnavailableException(reason);
    }
}
