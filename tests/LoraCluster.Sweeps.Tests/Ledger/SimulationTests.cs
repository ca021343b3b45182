using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Ledger;

public sealed class SimulationTests
{
    private const int StepsMax = 200_000;
    private const int FewSeeds = 1000;

    // Milliseconds: the end of a lease, the last resort, and some time to lend and solve.
    private const long StandstillMax = 90_000;

    /// <summary>A run in which these did not happen has proved nothing.</summary>
    private static readonly HashSet<string> Bites =
    [
        "message lost", "message doubled", "cut one way", "bit rot", "lent again", "WorkerLost", "BlockCrashed", "sick node", "node killed", "given up on trial", "WorkerLeft", "AttemptWasOld", "PartLost", "PartHeld", "LeaseHeld", "AskHeld", "lost at an empty worker", "moved", "succession", "DiskFull", "Io", "StopAsked",
    ];

    [Fact]
    public void Whatever_is_lost_doubled_or_late_every_part_ends_up_as_LocalSweep_commits_it()
    {
        var (first, seeds) = SeedRange.Or(10_000);
        SweepDefinition[] sweeps =
        [
            ToySweep.Of(20, 3, leavesOut: p => p % 7 == 3),
            ToySweep.Of(9, 200, new ToyExperiment { Seconds = _ => 0.002 }, keepTrials: true),
            ToySweep.Precise(9, new PrecisionRule(0.06, ["full", "lora"], 16, 160), new ToyExperiment { Seconds = _ => 0.004 }),
        ];
        var expected = Array.ConvertAll(sweeps, s => MemorySink.ByLocalSweep(s));
        var troubles = new HashSet<string>();
        for (ulong seed = first; seed < first + seeds; seed++)
        {
            Replay(sweeps[seed % 3], expected[seed % 3], seed, troubles);
        }

        // One seed, replayed, need not have met everything.
        Assert.True(seeds < FewSeeds || Bites.IsSubsetOf(troubles), $"never happened: {string.Join(", ", Bites.Except(troubles))}");
    }

    private static void Replay(SweepDefinition sweep, MemorySink expected, ulong seed, HashSet<string> troubles)
    {
        try
        {
            var dice = new SplitMix(~seed);
            var earlier = expected.Parts.Keys.Order().Where(_ => dice.Chance(0.1)).ToHashSet();
            var sink = new MemorySink();
            Simulation simulation;
            do
            {
                simulation = new Simulation(sweep, dice.Next(), sink, earlier.Concat(sink.Parts.Keys).ToHashSet());
                simulation.Run(StepsMax);
                troubles.UnionWith(simulation.Troubles);
                troubles.UnionWith(FailedBlocks(simulation).Where(f => f.Message.EndsWith("was lost", StringComparison.Ordinal)).Select(_ => "given up on trial"));
                Assert.True(simulation.LongestStandstill <= StandstillMax, $"nothing happened for {simulation.LongestStandstill} ms after the last fault");
            }
            while (simulation.HasDied || simulation.Outcome is SweepOutcome.Stopped || Lacks(simulation, sink));

            Check(simulation, sink, expected, earlier);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"simulation seed {seed}: {e.Message}", e);
        }
    }

    // A late word of a commit makes up for what has rotted since. Before a dataset is closed every part is read once more, and what is not there is computed again.
    private static bool Lacks(Simulation simulation, MemorySink sink) => sink.Lost.Except(sink.Parts.Keys).Except(FailedParts(simulation)).Any();

    private static IReadOnlyList<FailedBlock> FailedBlocks(Simulation simulation) => (simulation.Outcome as SweepOutcome.Failed)?.FailedBlocks ?? [];

    private static HashSet<int> FailedParts(Simulation simulation) => [.. FailedBlocks(simulation).Select(f => f.Block.Part)];

    private static void Check(Simulation simulation, MemorySink sink, MemorySink expected, HashSet<int> earlier)
    {
        var failed = FailedParts(simulation);
        Assert.True(simulation.Outcome is SweepOutcome.Completed or SweepOutcome.Failed { Kind: SweepFailure.FailedCells });
        foreach (var (part, text) in expected.Parts)
        {
            if (earlier.Contains(part))
            {
                Assert.DoesNotContain(part, sink.Parts.Keys);
            }
            else if (!failed.Contains(part))
            {
                Assert.Equal(text, sink.Parts[part]);
            }
        }

        Assert.Equal(expected.Parts.Count - failed.Count, simulation.Progress.PartsCommitted);
        Assert.True(failed.Count == 0 || simulation.Kills >= 3, "a block was given up without three deaths");
        Assert.True(simulation.MayFail is not { } mayFail || FailedBlocks(simulation).All(f => mayFail(f.Block)), "a block was given up for the deaths of another");
        Assert.True(simulation.PoisonPart is not { } poison || failed.Contains(poison), "a block that kills everyone was not given up");
    }
}
