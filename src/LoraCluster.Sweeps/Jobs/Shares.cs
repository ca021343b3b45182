namespace LoraCluster.Sweeps.Jobs;

/// <summary>Who works on what. Pure.</summary>
public static class Shares
{
    /// <summary>Sweeps that are worked on at the same time, at most: each has its open parts in memory.</summary>
    public const int ActiveMax = 8;

    /// <summary>The live jobs whose turn it is: those of the highest priority, the oldest first.</summary>
    public static IReadOnlyList<Job> Active(IEnumerable<Job> jobs)
    {
        var live = jobs.Where(j => j.IsLive).OrderByDescending(j => j.Priority).ThenBy(j => j.Number).ToList();
        return [.. live.TakeWhile(j => j.Priority == live[0].Priority).Take(ActiveMax)];
    }

    /// <summary>
    /// Deals the solver threads of all nodes out to <paramref name="sweeps"/> sweeps, evenly; where that leaves a remainder, who has one more changes with
    /// <paramref name="turn"/>. Element [node][sweep] is a number of threads.
    /// </summary>
    public static int[][] Deal(IReadOnlyList<int> threadsOfNodes, int sweeps, long turn)
    {
        var dealt = threadsOfNodes.Select(_ => new int[sweeps]).ToArray();
        if (sweeps == 0)
        {
            return dealt;
        }

        long next = threadsOfNodes.Sum() % sweeps == 0 ? 0 : turn % sweeps;
        for (int node = 0; node < threadsOfNodes.Count; node++)
        {
            for (int thread = 0; thread < threadsOfNodes[node]; thread++)
            {
                dealt[node][next++ % sweeps]++;
            }
        }

        return dealt;
    }
}
