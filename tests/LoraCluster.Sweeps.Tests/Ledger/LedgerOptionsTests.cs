using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Ledger;

public sealed class LedgerOptionsTests
{
    // Cells of a second in ten blocks.
    private const int Trials = 1000;
    private const double SecondsPerTrial = 0.001;

    [Theory]
    [InlineData(1)]
    [InlineData(80)]
    public void Every_worker_of_a_cluster_that_wants_it_gets_a_minute_of_work(int workers)
    {
        var sweep = ToySweep.Of(100_000, Trials, new ToyExperiment { Seconds = _ => SecondsPerTrial });
        var (sample, plan, blocks) = (PlanSample.Of(sweep), new PartPlan(sweep), new BlockPlan(sweep));
        var ledger = new SweepLedger(plan, blocks.Blocks, null, LedgerOptions.ForCluster(sweep, sample, plan, blocks));
        var held = Enumerable.Range(0, workers).ToDictionary(i => new WorkerId($"w{i}"), _ => 0.0);
        var events = held.Keys.Select(LedgerEvent (w) => new LedgerEvent.WorkerAsked(w, 4096, 0)).Concat(Enumerable.Repeat(new LedgerEvent.Ticked(), 4096 / 8));

        foreach (var lent in events.SelectMany(e => ledger.Handle(e, TimeSpan.FromSeconds(1))).OfType<LedgerEffect.LeaseBlock>())
        {
            held[lent.Worker] += lent.Block.TrialCount * SecondsPerTrial;
        }

        Assert.All(held.Values, seconds => Assert.InRange(seconds, 60, 150));
    }
}
