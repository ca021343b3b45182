using System.Collections.Concurrent;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Worker;

/// <summary>
/// A thread that does nothing but solve. It is none of the pool's: solvers on shared threads would starve everything
/// that must answer in time. Holds one block beyond the running one, so that it never waits for its actor.
/// </summary>
internal sealed class SolverThread : IDisposable
{
    /// <summary>Blocks it takes at a time, the running one included.</summary>
    public const int Capacity = 2;

    private readonly BlockingCollection<SolverTask> _tasks = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _ending = new();
    private readonly SweepDefinition _definition;
    private readonly BlockRunner _blocks;
    private readonly TimeProvider _clock;
    private readonly Action<SolverAnswer> _answer;
    private ITrialRunner? _runner;

    public SolverThread(SweepDefinition definition, string name, TimeProvider clock, Action<SolverAnswer> answer)
    {
        _definition = definition;
        _blocks = new BlockRunner(definition);
        _clock = clock;
        _answer = answer;
        new Thread(Work) { IsBackground = true, Name = name }.Start();
    }

    /// <summary>Hands over a block. The caller keeps to <see cref="Capacity"/>.</summary>
    public void Add(SolverTask task) => _tasks.Add(task);

    /// <summary>Ends the thread after the batch it is in; nothing is answered from now on.</summary>
    public void Dispose()
    {
        lock (_ending)
        {
            _tasks.CompleteAdding();
            _stop.Cancel();
        }
    }

    private void Work()
    {
        try
        {
            foreach (var task in _tasks.GetConsumingEnumerable(_stop.Token))
            {
                _answer(Solve(task));
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The worker is going down, and whatever befell its last block with it; its leases return to the coordinator.
        }

        _runner?.Dispose();
        lock (_ending)
        {
            _tasks.Dispose();
            _stop.Dispose();
        }
    }

    private SolverAnswer Solve(SolverTask task)
    {
        long start = _clock.GetTimestamp();
        try
        {
            _runner ??= _definition.Experiment.CreateRunner();
            var result = _blocks.Run(task.Block, _runner, _stop.Token);
            return new SolverAnswer(task, result.Losses, string.Empty, _clock.GetElapsedTime(start).TotalSeconds);
        }
        catch (Exception fault) when (!_stop.IsCancellationRequested)
        {
            // Whatever state the workspace is in after this, the next block shall not meet it.
            _runner?.Dispose();
            _runner = null;
            return new SolverAnswer(task, null, $"{fault.GetType().Name}: {fault.Message}", 0);
        }
    }
}
