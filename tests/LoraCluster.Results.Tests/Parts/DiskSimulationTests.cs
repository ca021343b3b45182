using LoraCluster.Results.Tests.Toys;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Ledger;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;
using ToySweep = LoraCluster.Sweeps.Tests.Toy.ToySweep;

namespace LoraCluster.Results.Tests.Parts;

/// <summary>
/// The simulated cluster of the ledger's tests, with the real store on a disk that keeps only what was flushed: besides all that happens to messages and processes, the power
/// fails, at any step of a commit or between two, and steps fail for want of room or of a sound device.
/// </summary>
public sealed class DiskSimulationTests
{
    private const int StepsMax = 200_000;
    private const int FewSeeds = 200;

    // A commit of a part takes fifteen steps with trials, ten without; a run some hundreds.
    private const int StepsOfACommit = 15;
    private const int StepsOfARun = 200;
    private const int FailuresMax = 3;
    private const string Quarantine = "/_quarantine/";

    private static readonly HashSet<string> Bites = ["power cut", "power cut between commits", "no room", "device failure", "bit rot", "succession", "WorkerLost", "message lost"];

    [Fact]
    public void Whatever_fails_and_whenever_the_power_is_cut_the_dataset_is_that_of_an_undisturbed_run()
    {
        var (first, seeds) = SeedRange.Or(300);
        SweepDefinition[] sweeps = [ToySweep.Of(20, 3, leavesOut: p => p % 7 == 3), ToySweep.Of(9, 200, new() { Seconds = _ => 0.002 }, keepTrials: true)];
        var expected = Array.ConvertAll(sweeps, Undisturbed);
        var troubles = new HashSet<string>();
        for (ulong seed = first; seed < first + seeds; seed++)
        {
            Replay(sweeps[seed % 2], expected[seed % 2], seed, troubles);
        }

        // One seed, replayed, need not have met everything.
        Assert.True(seeds < FewSeeds || Bites.IsSubsetOf(troubles), $"never happened: {string.Join(", ", Bites.Except(troubles))}");
    }

    private static IReadOnlyDictionary<string, byte[]> Undisturbed(SweepDefinition sweep)
    {
        var disk = new SimulatedDisk();
        var dataset = new DatasetOnDisk(disk, sweep);
        LocalSweep.Run(sweep, dataset);
        Assert.True(dataset.TryFinish());
        return disk.Everything();
    }

    private static void Replay(SweepDefinition sweep, IReadOnlyDictionary<string, byte[]> expected, ulong seed, HashSet<string> troubles)
    {
        try
        {
            var dice = new SplitMix(~seed);
            var disk = new SimulatedDisk();
            var acknowledged = new HashSet<int>();
            List<string>? others;
            do
            {
                others = Live(sweep, disk, ref dice, acknowledged, troubles);
            }
            while (others is null);

            Assert.Equal(Without(others, expected), Without(others, disk.Everything()));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"simulation seed {seed}: {e.Message}", e);
        }
    }

    private static Dictionary<string, byte[]> Without(List<string> others, IReadOnlyDictionary<string, byte[]> files) =>
        files.Where(file => !others.Exists(other => file.Key.Contains(other, StringComparison.Ordinal))).ToDictionary();

    // One life of the cluster. The files of a finished sweep that need not be as in an undisturbed one, or null where it must begin again.
    private static List<string>? Live(SweepDefinition sweep, SimulatedDisk disk, ref SplitMix dice, HashSet<int> acknowledged, HashSet<string> troubles)
    {
        var plan = new FaultPlan(disk, new SplitMix(dice.Next()), troubles);
        var dataset = new DatasetOnDisk(disk, sweep) { BeforeCommit = plan.BeginCommit, AfterCommit = plan.EndCommit };
        var whole = dataset.Whole.ToHashSet();
        Assert.Superset(acknowledged, whole);
        var simulation = new Simulation(sweep, dice.Next(), dataset, whole);
        disk.Before = plan.Before;
        disk.After = plan.After;
        bool isCut = false;
        try
        {
            simulation.Run(StepsMax);
        }
        catch (PowerCutException)
        {
            isCut = true;
            troubles.Add("power cut");
        }

        troubles.UnionWith(simulation.Troubles);
        acknowledged.ExceptWith(dataset.Lost);
        acknowledged.UnionWith(dataset.Acknowledged);
        (disk.Before, disk.After) = (null, null);
        if (isCut || simulation.HasDied)
        {
            bool isPowerCut = isCut || dice.Chance(0.5);
            disk.Restart(forgetUnsynced: isPowerCut && dice.Chance(0.8));
            troubles.Add(isCut || !isPowerCut ? "death" : "power cut between commits");
            return null;
        }

        return simulation.Outcome switch
        {
            SweepOutcome.Completed => dataset.TryFinish() ? [Quarantine] : null,
            SweepOutcome.Failed { Kind: SweepFailure.FailedCells } failed when dataset.Whole.Count + failed.FailedBlocks.Select(b => b.Block.Part).Distinct().Count() == failed.PartsTotal =>
                [Quarantine, "_manifest.json", ".tmp", .. failed.FailedBlocks.Select(b => $"/part-{b.Block.Part:D6}.")],
            SweepOutcome.Stopped or SweepOutcome.Failed { Kind: SweepFailure.FailedCells } => null,
            var other => throw new InvalidOperationException($"ended with {other}"),
        };
    }

    /// <summary>What one life of the cluster does to its disk.</summary>
    private sealed class FaultPlan
    {
        private readonly SimulatedDisk _disk;
        private SplitMix _dice;
        private readonly HashSet<string> _troubles;
        private readonly int _cutAt;
        private readonly bool _isCutBefore;
        private int _failures;
        private int _failAt = -1;

        public FaultPlan(SimulatedDisk disk, SplitMix dice, HashSet<string> troubles)
        {
            (_disk, _dice, _troubles) = (disk, dice, troubles);
            _isCutBefore = _dice.Chance(0.5);
            _cutAt = _dice.Chance(0.5) ? disk.Steps + _dice.Below(StepsOfARun) : int.MaxValue;
        }

        public void BeginCommit() => _failAt = _failures < FailuresMax && _dice.Chance(0.2) ? _disk.Steps + _dice.Below(StepsOfACommit) : -1;

        public void EndCommit() => _failAt = -1;

        public void Before(int step, string operation)
        {
            CutIf(_isCutBefore && step >= _cutAt);
            if (step == _failAt)
            {
                _failures++;
                bool isFull = _dice.Chance(0.5);
                _troubles.Add(isFull ? "no room" : "device failure");
                throw new IOException("simulated", isFull ? 28 : 5);
            }
        }

        public void After(int step, string operation) => CutIf(!_isCutBefore && step >= _cutAt);

        private static void CutIf(bool isTime)
        {
            if (isTime)
            {
                throw new PowerCutException();
            }
        }
    }
}
