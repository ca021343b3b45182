using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Cluster.Worker;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Cluster.Tests.Worker;

public sealed class WorkerPoolTests : SerializingTestKit
{
    private static readonly Loan OneBlock = new(new Block(0, 0, 0, 1, 0, 1), 1);

    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _mayEnd = new(0);

    [Fact]
    public async Task A_worker_that_has_to_go_keeps_its_place_until_it_has_finished_its_block()
    {
        var pool = Start(new SemaphoreSlim(9));
        var first = ExpectMsg<WorkProtocol.RequestWork>().Worker;
        LastSender.Tell(new WorkProtocol.BlocksLeased(TestActor, [OneBlock]));
        await _begun.WaitAsync();

        pool.Tell(new WorkerPoolActor.Resize(0));
        pool.Tell(new WorkerPoolActor.Resize(1));
        ExpectNoMsg(TimeSpan.FromMilliseconds(300));
        _mayEnd.Release();

        Assert.Equal(first, FishForMessage<WorkProtocol.WorkerEnded>(_ => true).Worker);
        Assert.NotEqual(first, FishForMessage<WorkProtocol.RequestWork>(_ => true).Worker);
    }

    [Fact]
    public async Task Of_two_sweeps_on_one_processor_one_solves_at_a_time()
    {
        using var processors = new SemaphoreSlim(1);
        Start(processors);
        Start(processors);
        for (int worker = 0; worker < 2; worker++)
        {
            ExpectMsg<WorkProtocol.RequestWork>();
            LastSender.Tell(new WorkProtocol.BlocksLeased(TestActor, [OneBlock]));
        }

        await _begun.WaitAsync();
        Assert.False(await _begun.WaitAsync(300));
        _mayEnd.Release();
        await _begun.WaitAsync();
        _mayEnd.Release();

        FishForMessage<WorkProtocol.BlocksSolved>(_ => true);
        FishForMessage<WorkProtocol.BlocksSolved>(_ => true);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _begun.Dispose();
        _mayEnd.Dispose();
    }

    // The test stands for coordinator and aggregator.
    private IActorRef Start(SemaphoreSlim processors)
    {
        var coordinator = TestActor;
        var sweep = ToySweep.Of(1, 1, new ToyExperiment
        {
            BeforeBatch = (_, _) =>
            {
                _begun.Release();
                _mayEnd.Wait();
            },
        });
        return Sys.ActorOf(Props.Create(() => new WorkerPoolActor("node", 1, sweep, coordinator, TimeProvider.System, true, processors)));
    }
}
