using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Definition;

public class SweepFileTests
{
    [Fact]
    public void A_minimal_file_gets_its_defaults()
    {
        var sweep = Specs.Valid("name: test\n" + Specs.Grid);
        Assert.Equal("test", sweep.Name);
        Assert.Equal("linear", sweep.Experiment.Name);
        Assert.Equal(0UL, sweep.Seed);
        Assert.Equal(Seeding.Independent, sweep.Seeding);
        Assert.Equal(100, sweep.Trials);
        Assert.Null(sweep.Request.Ranks.Ranks);
        Assert.False(sweep.KeepTrials);
        Assert.Equal(2, sweep.Grid.PositionCount);
    }

    [Fact]
    public void Every_field_is_read()
    {
        var sweep = Specs.Valid("""
            name: a.b-c_1
            experiment: other
            seed: 18446744073709551615
            seeding: common
            trials: 7
            lora_ranks: [4, 1]
            keep_trials: true
            invalid_cells: skip
            """ + "\n" + Specs.Grid);
        Assert.Equal("other", sweep.Experiment.Name);
        Assert.Equal(ulong.MaxValue, sweep.Seed);
        Assert.Equal(Seeding.Common, sweep.Seeding);
        Assert.Equal([1, 4], sweep.Request.Ranks.Ranks!);
        Assert.True(sweep.KeepTrials);
    }

    [Fact]
    public void A_single_rank_and_the_word_all_are_ranks()
    {
        Assert.Equal([3], Specs.Valid("lora_ranks: 3\n" + Specs.Head + Specs.Grid).Request.Ranks.Ranks!);
        Assert.Null(Specs.Valid("lora_ranks: all\n" + Specs.Head + Specs.Grid).Request.Ranks.Ranks);
    }

    [Fact]
    public void A_byte_order_mark_is_no_error()
    {
        byte[] text = [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(Specs.Head + Specs.Grid)];
        Assert.Equal(Specs.Valid(Specs.Head + Specs.Grid).CanonicalJson, Specs.Read(text).Definition!.CanonicalJson);
    }

    [Fact]
    public void Windows_line_ends_mean_the_same()
    {
        string text = Specs.With("n", "2*dx");
        Assert.Equal(Specs.Valid(text).CanonicalJson, Specs.Valid(text.Replace("\n", "\r\n", StringComparison.Ordinal)).CanonicalJson);
    }

    [Fact]
    public void An_error_leaves_out_its_empty_pieces()
    {
        Assert.Equal("f:1:2: x: bad; expected y", new SpecError("f", 1, 2, "x", "bad", "", "y", "").ToString());
        Assert.Equal("f:1:2: x: bad; got z; expected y; do w", new SpecError("f", 1, 2, "x", "bad", "z", "y", "do w").ToString());
    }

    [Fact]
    public void All_errors_come_in_one_pass_in_order_of_position()
    {
        var errors = Specs.Read("""
            name: ../x
            seed: -1
            trails: 10
            grid:
              dx: 0
              n: [1, 1]
              noise_std: .nan
              true_rank: "4"
              spectrum: powr
              nosie: 1
            """).Errors;
        Assert.Equal(
            ["1:7 name", "2:7 seed", "3:1 trails", "5:3 grid", "5:7 grid.dx", "6:10 grid.n", "7:14 grid.noise_std", "8:14 grid.true_rank", "9:13 grid.spectrum", "10:3 grid.nosie"],
            errors.Select(e => FormattableString.Invariant($"{e.Line}:{e.Column} {e.Field}")));
    }

    [Fact]
    public void Rules_about_cells_are_applied_beside_other_errors()
    {
        var errors = Specs.Read("seed: x\n" + Specs.With("true_rank", "9")).Errors;
        Assert.Equal(["seed", "true_rank, dx, dy"], errors.Select(e => e.Field));
    }

    [Fact]
    public void No_experiment_to_choose_from_is_the_callers_mistake() =>
        Assert.Throws<ArgumentException>(() => SweepFile.Parse([], "x", Array.Empty<IExperiment>()));
}
