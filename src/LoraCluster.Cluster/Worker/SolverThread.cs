using System.Diagnostics;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Telemetry;

namespace LoraCluster.Cluster.Worker;

/// <summary>
/// A thread that does nothing but solve what its <see cref="Queue"/> holds. It is none of the pool's: solvers on shared threads would
/// starve everything that must answer in time.
/// </summary>
internal sealed class SolverThread : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _ending = new();
    private readonly SweepDefinition _definition;
    private readonly BlockRunner _blocks;
    private readonly PartTraces _traces;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim? _processors;
    private ITrialRunner? _runner;

    /// <summary>Starts the thread; it waits for a place of <paramref name="processors"/> before each block, and <paramref name="answered"/> is called on it when there are answers again.</summary>
    public SolverThread(SweepDefinition definition, string name, TimeProvider clock, SemaphoreSlim? processors, Action answered)
    {
        _definition = definition;
        _blocks = new BlockRunner(definition);
        _traces = new PartTraces(definition);
        _clock = clock;
        _processors = processors;
        Queue = new SolverQueue(answered);
        new Thread(Work) { IsBackground = true, Name = name }.Start();
    }

    /// <summary>Tasks in, answers out.</summary>
    public SolverQueue Queue { get; }

    /// <summary>Ends the thread after the batch it is in; nothing is answered from now on.</summary>
    public void Dispose()
    {
        lock (_ending)
        {
            Queue.Close();
            _stop.Cancel();
        }
    }

    private void Work()
    {
        try
        {
            while (Queue.Take(out var task))
            {
                Queue.Answer(SolveInTurn(task));
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The worker is going down, and whatever befell its last block with it; its leases return to the coordinator.
        }

        _runner?.Dispose();
        lock (_ending)
        {
            _stop.Dispose();
        }
    }

    // Another sweep's worker on this node may not have finished its last block yet.
    private SolverAnswer SolveInTurn(SolverTask task)
    {
        _processors?.Wait(_stop.Token);
        try
        {
            return Solve(task);
        }
        finally
        {
            _processors?.Release();
        }
    }

    private SolverAnswer Solve(SolverTask task)
    {
        long start = _clock.GetTimestamp();
        using var span = _traces.StartBlock(task.Loan.Block);
        try
        {
            _runner ??= _definition.Experiment.CreateRunner();
            var result = _blocks.Run(task.Loan.Block, _runner, _stop.Token);
            return new SolverAnswer(task, result.Losses, string.Empty, _clock.GetElapsedTime(start).TotalSeconds);
        }
        catch (Exception fault) when (!_stop.IsCancellationRequested)
        {
            span?.SetStatus(ActivityStatusCode.Error, fault.Message);
            // Whatever state the workspace is in after this, the next block shall not meet it.
            _runner?.Dispose();
            _runner = null;
            return new SolverAnswer(task, null, $"{fault.GetType().Name}: {fault.Message}", 0);
        }
    }
}
