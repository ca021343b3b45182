using LoraCluster.Sweeps.Jobs;
using LoraCluster.Sweeps.Running;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Jobs;

public sealed class OutcomeCodeTests
{
    [Theory]
    [InlineData(SweepFailure.FailedCells, 65)]
    [InlineData(SweepFailure.InvalidCell, 65)]
    [InlineData(SweepFailure.Store, 74)]
    [InlineData(SweepFailure.StoreRefused, 73)]
    [InlineData(SweepFailure.DeterminismViolation, 70)]
    [InlineData(SweepFailure.Internal, 70)]
    public void Each_failure_has_its_code(SweepFailure failure, int code) => Assert.Equal(code, OutcomeCode.Of(new SweepOutcome.Failed(1, 2, failure, "why", [])));

    [Fact]
    public void Done_is_0_and_resumable_is_75()
    {
        Assert.Equal(0, OutcomeCode.Of(new SweepOutcome.Completed(2)));
        Assert.All(Enum.GetValues<StopReason>(), reason => Assert.Equal(75, OutcomeCode.Of(new SweepOutcome.Stopped(1, 2, reason, string.Empty))));
    }
}
