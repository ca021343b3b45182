using LoraCluster.Results.Manifest;
using LoraCluster.Results.Reading;
using LoraCluster.Results.Tests.Toys;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Grid;
using Xunit;

namespace LoraCluster.Results.Tests.Reading;

public sealed class PriorDatasetTests
{
    private const string Root = "/data/out";
    private static readonly ToySweep Earlier = new() { Sizes = [3, 5], Ranks = [1, 2, 3] };

    [Fact]
    public void A_cell_of_the_same_parameters_is_found_at_its_new_position()
    {
        var extended = Earlier with { Sizes = [2, 3, 5] };
        var prior = Open(extended);

        foreach (long position in Positions(extended).Where(position => position >= 12))
        {
            Cell cell = extended.Definition.Grid.CellAt(position)!.Value;
            var found = prior.Find(cell)!;
            Assert.Equal(Bits.Of([ToyRows.Rows(extended.Definition, cell)]), Bits.Of([found.Finished!]));
        }

        Assert.All(Positions(extended).Where(position => position < 12), position => Assert.Null(prior.Find(extended.Definition.Grid.CellAt(position)!.Value)));
    }

    [Fact]
    public void Fewer_ranks_are_picked_from_rows_and_losses()
    {
        var extended = Earlier with { Ranks = [3] };

        var found = Open(extended).Find(extended.Definition.Grid.CellAt(5)!.Value)!;

        Assert.Equal(Bits.Of([ToyRows.Rows(extended.Definition, extended.Definition.Grid.CellAt(5)!.Value)]), Bits.Of([found.Finished!]));
    }

    [Fact]
    public void A_rank_that_was_not_computed_is_not_known()
    {
        var extended = Earlier with { Ranks = [1, 4] };

        Assert.Null(Open(extended).Find(extended.Definition.Grid.CellAt(5)!.Value));
    }

    [Fact]
    public void More_trials_start_from_the_losses_that_were_kept()
    {
        var extended = Earlier with { Trials = 10, Ranks = [2] };
        Cell cell = extended.Definition.Grid.CellAt(5)!.Value;

        var found = Open(extended).Find(cell)!;

        Assert.Null(found.Finished);
        Assert.Equal(7, found.KnownTrials);
        Assert.Equal(ToyRows.LossesOf((extended with { Trials = 7 }).Definition, cell), found.Losses);
    }

    [Fact]
    public void More_trials_are_not_known_where_losses_were_not_kept()
    {
        var extended = Earlier with { Trials = 10, KeepTrials = false };

        Assert.Null(Open(extended, Earlier with { KeepTrials = false }).Find(extended.Definition.Grid.CellAt(5)!.Value));
    }

    [Fact]
    public void Rows_alone_are_not_enough_where_the_new_sweep_keeps_trials()
    {
        Assert.Null(Open(Earlier, Earlier with { KeepTrials = false }).Find(Earlier.Definition.Grid.CellAt(5)!.Value));
        Assert.Null(Open(Earlier with { KeepTrials = false }).Find(Earlier.Definition.Grid.CellAt(5)!.Value)!.Finished!.Losses);
    }

    [Fact]
    public void Fewer_trials_are_not_known_because_their_statistics_are_others()
    {
        var extended = Earlier with { Trials = 5 };

        Assert.Null(Open(extended).Find(extended.Definition.Grid.CellAt(5)!.Value));
    }

    [Fact]
    public void Another_seed_knows_nothing()
    {
        var extended = Earlier with { Seed = 43 };

        Assert.Null(Open(extended).Find(extended.Definition.Grid.CellAt(5)!.Value));
    }

    [Fact]
    public void Common_random_numbers_are_not_taken_for_independent_ones()
    {
        var extended = Earlier with { Seeding = Seeding.Common };

        Assert.Null(Open(extended).Find(extended.Definition.Grid.CellAt(5)!.Value));
    }

    [Fact]
    public void A_cell_that_the_earlier_sweep_left_out_is_not_known()
    {
        var prior = Open(Earlier, Earlier with { Where = position => position != 5 });

        Assert.Null(prior.Find(Earlier.Definition.Grid.CellAt(5)!.Value));
        Assert.NotNull(prior.Find(Earlier.Definition.Grid.CellAt(6)!.Value));
    }

    [Theory]
    [InlineData("risks/part-000000.parquet")]
    [InlineData("trials/part-000000.parquet")]
    [InlineData("_commits/part-000000.json")]
    public void A_part_that_does_not_verify_is_not_trusted(string name)
    {
        var disk = Finished(Earlier);
        byte[] damaged = [.. disk.Everything()[$"{Root}/{name}"]];
        damaged[damaged.Length / 2] ^= 1;
        disk.Overwrite($"{Root}/{name}", damaged);
        var prior = PriorDataset.Open(Root, Earlier.Definition, Earlier.Definition, ToySweep.Release, Earlier.PartOf, disk);

        Assert.Null(prior.Find(Earlier.Definition.Grid.CellAt(5)!.Value));
        Assert.NotNull(prior.Find(Earlier.Definition.Grid.CellAt(13)!.Value));
    }

    [Fact]
    public void A_dataset_of_another_release_or_sweep_is_refused()
    {
        var disk = Finished(Earlier);

        Assert.Equal(
            OutputRefusal.OtherRelease,
            Assert.Throws<OutputRefusedException>(() => PriorDataset.Open(Root, Earlier.Definition, Earlier.Definition, "2.0.0", Earlier.PartOf, disk)).Reason);
        Assert.Equal(
            OutputRefusal.OtherSweep,
            Assert.Throws<OutputRefusedException>(() =>
                PriorDataset.Open(Root, (Earlier with { Seed = 1 }).Definition, Earlier.Definition, ToySweep.Release, Earlier.PartOf, disk)).Reason);
    }

    [Fact]
    public void Many_threads_in_any_order_find_the_same_with_few_parts_in_memory()
    {
        var sweep = Earlier with { PositionsPerPart = 2 };
        var prior = Open(sweep, sweep);

        var found = Positions(sweep).AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(position =>
            prior.Find(sweep.Definition.Grid.CellAt((position * 5) % 24)!.Value)!.Finished!).ToArray();

        Assert.Equal(
            Bits.Of(Positions(sweep).Select(position => ToyRows.Rows(sweep.Definition, sweep.Definition.Grid.CellAt((position * 5) % 24)!.Value))),
            Bits.Of(found));
    }

    private static IEnumerable<long> Positions(ToySweep sweep) => Enumerable.Range(0, (int)sweep.Definition.Grid.PositionCount).Select(i => (long)i);

    private static PriorDataset Open(ToySweep extended, ToySweep? earlier = null)
    {
        earlier ??= Earlier;
        return PriorDataset.Open(Root, earlier.Definition, extended.Definition, ToySweep.Release, earlier.PartOf, Finished(earlier));
    }

    private static SimulatedDisk Finished(ToySweep sweep)
    {
        var disk = new SimulatedDisk();
        ToyRun.Complete(sweep, Root, disk);
        return disk;
    }
}
