namespace LoraCluster.Sweeps.Ledger;

/// <summary>What the ledger knows of a node, whose workers may all die of what one of them does.</summary>
internal sealed class LedgerNode(string name)
{
    private const int RestDoublingsMax = 6;

    private int _crashes;

    public string Name { get; } = name;

    public List<LedgerWorker> Workers { get; } = [];

    /// <summary>Until when it is lent nothing; in the past for most.</summary>
    public TimeSpan RestUntil { get; private set; }

    /// <summary>Live leases that are to show what a block does when nothing else is at work.</summary>
    public int Trials { get; set; }

    /// <summary>None of its leases shows any more what a block does when nothing else is at work.</summary>
    public void EndTrials()
    {
        Trials = 0;
        Workers.ForEach(worker => worker.Leases.ForEach(lease => lease.IsTrial = false));
    }

    /// <summary>A worker failed at a block: the node may be sick, and shall not spoil one after the other.</summary>
    public void Crashed(TimeSpan now, TimeSpan rest) => RestUntil = now + rest * (1 << Math.Min(_crashes++, RestDoublingsMax));

    /// <summary>A block of a worker's is merged: the node can do its work.</summary>
    public void Succeeded() => (_crashes, RestUntil) = (0, TimeSpan.Zero);
}
