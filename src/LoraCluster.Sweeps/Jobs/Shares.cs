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
    /// <paramref name="turn"/>. A node gets nothing of what it cannot run. Element [node][sweep] is a number of threads.
    /// </summary>
    public static int[][] Deal(IReadOnlyList<int> threadsOfNodes, int sweeps, long turn, Func<int, int, bool> canRun)
    {
        var dealt = threadsOfNodes.Select(_ => new int[sweeps]).ToArray();
        if (sweeps == 0)
        {
            return dealt;
        }

        // Whoever can run little chooses first; the others make even what that leaves.
        var totals = new int[sweeps];
        var choices = Enumerable.Range(0, threadsOfNodes.Count).Select(node => (Node: node, Runnable: Enumerable.Range(0, sweeps).Where(sweep => canRun(node, sweep)).ToArray()));
        foreach ((int node, int[] runnable) in choices.OrderBy(choice => choice.Runnable.Length))
        {
            for (int thread = 0; thread < threadsOfNodes[node] && runnable.Length > 0; thread++)
            {
                int sweep = runnable.MinBy(s => (totals[s], (s - turn % sweeps + sweeps) % sweeps));
                dealt[node][sweep]++;
                totals[sweep]++;
            }
        }

        return dealt;
    }
}
