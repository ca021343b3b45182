namespace LoraCluster.Sweeps.Ledger;

/// <summary>What speaks against a block.</summary>
internal sealed class Suspicion
{
    private readonly HashSet<string> _nodes = [];

    /// <summary>Workers that it seems to have brought down, and those that failed at it and lived.</summary>
    public int Kills { get; private set; }

    /// <summary>True where it was only beside or behind what brought a worker down, for all that is known; a worker that failed and lived has said at which block.</summary>
    public bool IsHearsay { get; private set; }

    /// <summary>Counts one more, at a worker of this node, but not beyond <paramref name="killsMax"/>.</summary>
    public void Add(string node, bool isHearsay, int killsMax)
    {
        if (Kills < killsMax)
        {
            Kills++;
        }

        IsHearsay |= isHearsay;
        _nodes.Add(node);
    }

    /// <summary>True where it failed at a worker of this node, or brought one down.</summary>
    public bool IsFrom(string node) => _nodes.Contains(node);
}
