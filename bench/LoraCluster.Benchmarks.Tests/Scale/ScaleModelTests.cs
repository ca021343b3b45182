using LoraCluster.Benchmarks.Scale;

namespace LoraCluster.Benchmarks.Tests.Scale;

public sealed class ScaleModelTests
{
    [Fact]
    public void A_coordinator_with_time_to_spare_keeps_every_thread_at_work()
    {
        ScaleRow row = new ScaleModel(nodes: 10, threadsPerNode: 2, blockSeconds: 0.1, actorSeconds: 2e-6).Run(warmUp: 5, seconds: 20, messageSeconds: 25e-6);
        Assert.InRange(row.Efficiency, 0.98, 1.01);
        Assert.InRange(row.BlocksPerSecond, 196, 202);
        Assert.InRange(row.ActorLoad, 0, 0.5);
        Assert.InRange(row.HeldSeconds, 10, 130);
    }

    [Fact]
    public void A_coordinator_that_takes_long_for_a_message_is_busy_all_the_time_and_threads_wait_for_it()
    {
        ScaleRow row = new ScaleModel(nodes: 10, threadsPerNode: 2, blockSeconds: 0.1, actorSeconds: 0.02).Run(warmUp: 300, seconds: 60, messageSeconds: 0.02);
        Assert.InRange(row.ActorLoad, 0.9, double.MaxValue);
        Assert.InRange(row.Efficiency, 0, 0.6);
    }
}
