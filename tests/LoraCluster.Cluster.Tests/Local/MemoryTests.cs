using LoraCluster.Cluster.Local;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Cluster.Tests.Local;

/// <summary>Alone, because it looks at the heap that all tests of the process share.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task A_million_tiny_cells_run_in_constant_memory()
    {
        var toy = new ToyExperiment { Seconds = _ => 1e-6, Computes = false };
        var sink = new CountingSink();

        var outcome = await InOneProcess.RunAsync(new SweepRun { Definition = ToySweep.Of(1_000_000, 1, toy), Sink = sink, Workers = 2 }).WaitAsync(Patience);

        Assert.IsType<SweepOutcome.Completed>(outcome);
        Assert.Equal(1_000_000, sink.Cells);
        Assert.InRange(sink.HeapHigh - sink.HeapEarly, long.MinValue, 32_000_000);
    }

    /// <summary>Counts cells and looks at what the heap holds after each of the parts.</summary>
    private sealed class CountingSink : IPartSink
    {
        public long Cells { get; private set; }

        public long HeapEarly { get; private set; }

        public long HeapHigh { get; private set; }

        public void Commit(PartRows rows)
        {
            Cells += rows.CellCount;
            long heap = GC.GetTotalMemory(true);
            HeapEarly = HeapEarly == 0 ? heap : HeapEarly;
            HeapHigh = Math.Max(HeapHigh, heap);
        }
    }
}
