using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Local;

/// <summary>Planning and merging ask at the same time; a reader of files need not be ready for that.</summary>
internal sealed class SynchronizedPrior(IPriorResults prior) : IPriorResults
{
    private readonly Lock _lock = new();

    public PriorCell? Find(Cell cell)
    {
        lock (_lock)
        {
            return prior.Find(cell);
        }
    }
}
