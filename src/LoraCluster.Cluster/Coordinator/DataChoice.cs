namespace LoraCluster.Cluster.Coordinator;

/// <summary>
/// Which data directory is the cluster's. Aggregators of another are refused and end, so whoever happens to speak first to a new coordinator must not decide: it may be the one whose mount is missing,
/// started again and again by its supervisor.
/// </summary>
internal sealed class DataChoice
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, string> _named = [];
    private readonly List<string> _inOrder = [];
    private string? _chosen;
    private TimeSpan _since;

    /// <summary>
    /// Hears which directory a node has; the cluster's, or null while that is open. It is that of the first node that <paramref name="isSure"/> (a coordinator has taken it in before, or it coordinates
    /// itself). Where none is, though as many as <paramref name="aggregators"/> have spoken or fifteen seconds are over, it is the one that most nodes have, or the first that was named.
    /// </summary>
    public string? Hear(string node, string directory, bool isSure, Func<int> aggregators, TimeSpan now)
    {
        if (_chosen is not null)
        {
            return _chosen;
        }

        if (_named.Count == 0)
        {
            _since = now;
        }

        _named[node] = directory;
        if (!_inOrder.Contains(directory))
        {
            _inOrder.Add(directory);
        }

        if (isSure)
        {
            _chosen = directory;
        }
        else if (_named.Count >= aggregators() || now - _since >= Patience)
        {
            _chosen = _inOrder.MaxBy(named => _named.Values.Count(d => d == named));
        }

        return _chosen;
    }

    /// <summary>No node has data any more: all is open again.</summary>
    public void Forget()
    {
        _chosen = null;
        _named.Clear();
        _inOrder.Clear();
    }
}
