using System.Globalization;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Ledger;

public sealed class SimulationTests
{
    private const int StepsMax = 200_000;

    /// <summary>A run in which these did not happen has proved nothing.</summary>
    private static readonly HashSet<string> Bites =
    [
        "message lost", "message doubled", "lent again", "WorkerLost", "BlockCrashed", "WorkerLeft", "AttemptWasOld", "PartLost", "PartHeld", "LeaseHeld", "succession", "DiskFull", "Io", "StopAsked",
    ];

    [Fact]
    public void Whatever_is_lost_doubled_or_late_every_part_ends_up_as_LocalSweep_commits_it()
    {
        int seeds = int.Parse(
            Environment.GetEnvironmentVariable("LORACLUSTER_SIM_SEEDS") ?? "10000",
            CultureInfo.InvariantCulture);
        SweepDefinition[] sweeps =
        [
            ToySweep.Of(20, 3, leavesOut: p => p % 7 == 3),
            ToySweep.Of(9, 200, new ToyExperiment { Seconds = _ => 0.002 }, keepTrials: true),
            ToySweep.Precise(9, new PrecisionRule(0.06, ["full", "lora"], 16, 160), new ToyExperiment { Seconds = _ => 0.004 }),
        ];
        var expected = Array.ConvertAll(sweeps, s => MemorySink.ByLocalSweep(s));
        var troubles = new HashSet<string>();
        for (ulong seed = 0; seed < (ulong)seeds; seed++)
        {
            Replay(sweeps[seed % 3], expected[seed % 3], seed, troubles);
        }

        Assert.Superset(Bites, troubles);
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
            }
            while (simulation.HasDied || simulation.Outcome is SweepOutcome.Stopped);

            Check(simulation, expected, earlier);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"simulation seed {seed}: {e.Message}", e);
        }
    }

    private static void Check(Simulation simulation, MemorySink expected, HashSet<int> earlier)
    {
        var failed = (simulation.Outcome as SweepOutcome.Failed)?.FailedBlocks.Select(f => f.Block.Part).ToHashSet() ?? [];
        Assert.True(simulation.Outcome is SweepOutcome.Completed or SweepOutcome.Failed { Kind: SweepFailure.FailedCells });
        foreach (var (part, text) in expected.Parts)
        {
            if (earlier.Contains(part))
            {
                Assert.DoesNotContain(part, simulation.Sink.Parts.Keys);
            }
            else if (!failed.Contains(part))
            {
                Assert.Equal(text, simulation.Sink.Parts[part]);
            }
        }

        Assert.Equal(expected.Parts.Count - failed.Count, simulation.Progress.PartsCommitted);
        Assert.True(failed.Count == 0 || simulation.Kills >= 3, "a block was given up without three deaths");
        Assert.True(simulation.PoisonPart is not { } poison || failed.Contains(poison), "a block that kills everyone was not given up");
    }
}
