using LoraCluster.Cli.Output;
using LoraCluster.Cli.Running;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cli.Tests.Output;

public class ProgressLineTests
{
    [Theory]
    [InlineData(200, "█████░░░░░░░░░░░░░░░  25 %  480 of 1,920 cells  36,000 trials/s  ETA 2 min  best so far: lora r=2 in 1 cell")]
    [InlineData(100, "██░░░░░░░░  25 %  480 of 1,920 cells  36,000 trials/s  ETA 2 min  best lora r=2")]
    [InlineData(77, "██░░░░░░░░  25 %  480/1.92k cells  36.0k trials/s  ETA 2 min  best lora r=2")]
    [InlineData(66, "25 %  480/1.92k cells  36.0k trials/s  ETA 2 min  best lora r=2")]
    [InlineData(40, "25% 480/1.92k 36.0k/s ETA 2min lora r=2")]
    [InlineData(30, "25% 36.0k/s ETA 2min lora r=2")]
    [InlineData(12, "25% ETA 2min")]
    [InlineData(2, "25")]
    [InlineData(-1, "")]
    public void The_longest_form_that_fits_is_shown(int width, string line) => Assert.Equal(line, At(480, Winner()).Within(width));

    [Fact]
    public void No_width_is_exceeded()
    {
        foreach (int width in Enumerable.Range(0, 150))
        {
            Assert.InRange(At(1_234, Winner()).Within(width).Length, 0, width);
        }
    }

    [Fact]
    public void A_log_gets_everything_but_the_bar() =>
        Assert.Equal("25 %  480 of 1,920 cells  36,000 trials/s  ETA 2 min  best so far: lora r=2 in 1 cell", At(480, Winner()).Whole);

    [Fact]
    public void What_is_not_known_yet_is_left_out() =>
        Assert.Equal("0 %  0 of 1,920 cells", At(0, new WinnerTally(new Nowhere())).Whole);

    [Fact]
    public void A_pause_is_shown_instead_of_the_best() =>
        Assert.EndsWith("  paused: waiting for the disk", At(480, Winner(), "ENOSPC").Within(100), StringComparison.Ordinal);

    [Fact]
    public void Cells_of_parts_that_were_on_disk_count_as_done()
    {
        Assert.StartsWith("75 %  1,440 of 1,920 cells", At(480, Winner(), resumed: 4).Whole, StringComparison.Ordinal);
        Assert.Contains("ETA 40 s", At(480, Winner(), resumed: 4).Whole, StringComparison.Ordinal);
    }

    private static ProgressLine At(long cells, WinnerTally tally, string? paused = null, int resumed = 0) => new(
        new SweepProgress
        {
            CellsDone = cells,
            CellsReused = 0,
            Elapsed = TimeSpan.FromSeconds(40),
            PartsCommitted = resumed,
            PartsResumed = resumed,
            PartsTotal = 8,
            TrialsDone = cells * 3000,
            PausedBecause = paused,
        },
        new SweepEstimate { Cells = 1920, Trials = 5_760_000, Rows = 7680, Parts = 8, CpuSeconds = 300, DatasetBytes = 1e6 },
        tally);

    private static WinnerTally Winner()
    {
        var tally = new WinnerTally(new Nowhere());
        var row = new RiskRow { Outcome = new Outcome("lora", 2), Trials = 1, Failed = 0, Mean = 1, TheoryStatus = "none", Status = "ok" };
        tally.Commit(PartRows.Of(new PartRange(0, 0, 1), [new CellRows(new Cell(0, []), [row], null)]));
        return tally;
    }

    private sealed class Nowhere : IPartSink
    {
        public void Commit(PartRows rows)
        {
        }
    }
}
