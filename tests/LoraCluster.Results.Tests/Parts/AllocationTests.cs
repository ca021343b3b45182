using LoraCluster.Results.Parts;
using LoraCluster.Results.Tests.Toys;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using Xunit;

namespace LoraCluster.Results.Tests.Parts;

/// <summary>Alone, because it looks at the heap that all tests of the process share.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests : IDisposable
{
    private const int WarmParts = 3;
    private const int Parts = 20;
    private const double BytesPerRow = 64;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_committed_row_allocates_less_than_64_bytes_and_leaves_nothing_on_the_heap()
    {
        AssertFrugal(new StrangeRows(1).Cells(20_000), 20_000);
    }

    [Fact]
    public void A_committed_trial_allocates_less_than_64_bytes_and_leaves_nothing_on_the_heap()
    {
        AssertFrugal(new StrangeRows(2).Cells(1_000, withLosses: true, trials: 100), 100_000);
    }

    private void AssertFrugal(IReadOnlyList<CellRows> cells, int rows)
    {
        var part = StrangeRows.PartOf(cells);
        var store = new PartStore(ToyRun.Open(StrangeRows.SweepOf(cells), _directory.Out));
        for (int i = 0; i < WarmParts; i++)
        {
            store.Commit(part with { Part = new PartRange(i, 0, 1) });
        }

        long heap = GC.GetTotalMemory(forceFullCollection: true);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int i = WarmParts; i < WarmParts + Parts; i++)
        {
            store.Commit(part with { Part = new PartRange(i, 0, 1) });
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)(Parts * rows), 0, BytesPerRow);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - heap, long.MinValue, 200_000);
        GC.KeepAlive(store);
    }
}
