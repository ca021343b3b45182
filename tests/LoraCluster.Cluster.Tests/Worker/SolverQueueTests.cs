using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Cluster.Worker;
using LoraCluster.Sweeps.Planning;
using Xunit;

namespace LoraCluster.Cluster.Tests.Worker;

public sealed class SolverQueueTests
{
    private readonly SolverQueue _queue;
    private int _told;

    public SolverQueueTests() => _queue = new SolverQueue(() => _told++);

    [Fact]
    public void Tasks_come_out_in_order()
    {
        _queue.Add([Task(1), Task(2)]);
        _queue.Add([Task(3)]);

        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(_ => Take()));
    }

    [Fact]
    public void Answers_are_announced_once_until_they_are_taken()
    {
        _queue.Add([Task(1), Task(2), Task(3)]);
        Solve();
        Solve();
        Assert.Equal(1, _told);

        Assert.Equal([1, 2], _queue.TakeAnswers().Select(a => a.Task.Loan.Block.Number));
        Assert.Empty(_queue.TakeAnswers());
        Solve();

        Assert.Equal(2, _told);
    }

    [Fact]
    public void Whatever_waits_runs_or_is_answered_is_held()
    {
        _queue.Add([Task(1), Task(2), Task(3)]);
        Solve();
        Assert.True(_queue.Take(out _));
        Assert.Equal(3, _queue.Held);

        _queue.TakeAnswers();

        Assert.Equal(2, _queue.Held);
    }

    [Fact]
    public void A_task_that_waits_can_be_removed()
    {
        _queue.Add([Task(1), Task(2), Task(3)]);
        _queue.Remove(Task(2).Loan.Lease);
        _queue.Remove(Task(7).Loan.Lease);

        Assert.Equal([1, 3], [Take(), Take()]);
        Assert.Equal(1, _queue.Held);
    }

    [Fact]
    public async Task A_thread_that_waits_is_woken_by_a_task_and_by_the_end()
    {
        var waiting = System.Threading.Tasks.Task.Run(Take);
        _queue.Add([Task(5)]);
        Assert.Equal(5, await waiting.WaitAsync(TimeSpan.FromSeconds(30)));

        var last = System.Threading.Tasks.Task.Run(() => _queue.Take(out _));
        _queue.Close();

        Assert.False(await last.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Nothing_is_answered_after_the_end()
    {
        _queue.Add([Task(1), Task(2)]);
        Assert.True(_queue.Take(out var running));
        _queue.Close();
        _queue.Answer(new SolverAnswer(running, [], string.Empty, 0));

        Assert.Equal(0, _told);
        Assert.Empty(_queue.TakeAnswers());
        Assert.False(_queue.Take(out _));
    }

    private static SolverTask Task(int number) => new(new Loan(new Block(0, number, 0, 1, 0, 1), 1), ActorRefs.Nobody);

    private int Take()
    {
        Assert.True(_queue.Take(out var task));
        return task.Loan.Block.Number;
    }

    private void Solve()
    {
        Assert.True(_queue.Take(out var task));
        _queue.Answer(new SolverAnswer(task, [], string.Empty, 0));
    }
}
