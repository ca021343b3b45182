using System.Diagnostics;
using LoraCluster.Benchmarks.Coordinator;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Benchmarks.Scale;

/// <summary>
/// A cluster in virtual time around the real ledger. The coordinator is one server: what the ledger takes is measured as it runs, what a message costs its actor is given.
/// Threads solve one block after the other; every answer is acknowledged by an aggregator, with a message of its own, as the actors do it.
/// </summary>
internal sealed class ScaleModel
{
    private const double Latency = 0.001;
    private const double TickSeconds = 0.1;
    private const double AskSeconds = 5;
    private const int WindowMax = 8192;
    private const double Reserve = 120;

    private readonly PriorityQueue<Action, (double Time, long Order)> _events = new();
    private readonly SweepLedger _ledger;
    private readonly SimulatedThread[] _threads;
    private readonly Dictionary<WorkerId, SimulatedThread> _byId = [];
    private readonly int _nodes;
    private readonly double _blockSeconds;
    private readonly double _actorSeconds;
    private readonly int _window;
    private readonly HashSet<(int Part, int Block)> _solved = [];
    private double _now;
    private double _freeAt;
    private long _order;

    public ScaleModel(int nodes, int threadsPerNode, double blockSeconds, double actorSeconds)
    {
        (_nodes, _blockSeconds, _actorSeconds) = (nodes, blockSeconds, actorSeconds);
        var sweep = NoWork.Sweep(1_000_000_000);
        var sample = PlanSample.Of(sweep);
        var plan = new PartPlan(sweep, sample);
        var blocks = new BlockPlan(sweep);
        _ledger = new SweepLedger(plan, blocks.Blocks, null, LedgerOptions.ForCluster(sweep, sample, plan, blocks));
        _window = 1 << (int)Math.Log2(Math.Clamp(Reserve / blockSeconds, 4, WindowMax));
        _threads = [.. Enumerable.Range(0, nodes * threadsPerNode).Select(i => new SimulatedThread(new WorkerId($"node-{i / threadsPerNode}/worker-{i % threadsPerNode}")))];
        foreach (var thread in _threads)
        {
            _byId.Add(thread.Id, thread);
        }
    }

    /// <summary>Runs for a while, and then measures for a while, in virtual seconds.</summary>
    public ScaleRow Run(double warmUp, double seconds, double messageSeconds)
    {
        for (int i = 0; i < _threads.Length; i++)
        {
            Ask(_threads[i], AskSeconds * i / _threads.Length);
        }

        At(0, Tick);
        Until(warmUp);
        var before = Counters;
        Until(warmUp + seconds);
        var after = Counters;
        long blocks = after.Blocks - before.Blocks, messages = after.Messages - before.Messages;
        double ledger = after.Ledger - before.Ledger, busy = after.Busy - before.Busy;
        return new ScaleRow(
            _nodes, _threads.Length, _blockSeconds, blocks / seconds, blocks * _blockSeconds / seconds / _threads.Length, messages / seconds,
            ledger / Math.Max(1, blocks) * 1e6, busy / seconds, (ledger + messages * messageSeconds) / seconds,
            _threads.Average(t => t.Queue.Count) * _blockSeconds);
    }

    private (long Blocks, long Messages, double Ledger, double Busy) Counters { get; set; }

    private void Until(double end)
    {
        while (_events.TryPeek(out var action, out var key) && key.Time <= end)
        {
            _events.Dequeue();
            _now = key.Time;
            action();
        }

        _now = end;
    }

    private void At(double time, Action action) => _events.Enqueue(action, (time, _order++));

    private void Tick()
    {
        Serve(new LedgerEvent.Ticked(), 0);
        At(_now + TickSeconds, Tick);
    }

    private void Ask(SimulatedThread thread, double time) => At(time, () =>
    {
        Serve(new LedgerEvent.WorkerAsked(thread.Id, _window, thread.Queue.Count + (thread.IsBusy ? 1 : 0)), 1);
        Ask(thread, _now + AskSeconds);
    });

    // The coordinator's mailbox: one message after the other.
    private void Serve(LedgerEvent happened, int messagesIn)
    {
        long start = Stopwatch.GetTimestamp();
        var effects = _ledger.Handle(happened, TimeSpan.FromSeconds(Math.Max(_now, _freeAt)));
        double ledger = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var lent = effects.OfType<LedgerEffect.LeaseBlock>().GroupBy(e => e.Worker).ToList();
        int messages = messagesIn + effects.Count(e => e is not LedgerEffect.LeaseBlock) + lent.Count;
        double service = ledger + messages * _actorSeconds;
        _freeAt = Math.Max(_now, _freeAt) + service;
        Counters = (Counters.Blocks, Counters.Messages + messages, Counters.Ledger + ledger, Counters.Busy + service);
        foreach (var group in lent)
        {
            var thread = _byId[group.Key];
            var leases = group.Select(e => e.Lease).ToList();
            At(_freeAt + Latency, () => Receive(thread, leases));
        }

        foreach (var withdrawn in effects.OfType<LedgerEffect.WithdrawBlock>())
        {
            var thread = _byId[withdrawn.Worker];
            At(_freeAt + Latency, () => thread.Queue.Remove(withdrawn.Lease));
        }

        foreach (var store in effects.OfType<LedgerEffect.StorePart>())
        {
            At(_freeAt + Latency, () => At(_now + Latency, () => Serve(new LedgerEvent.PartStored(store.Part.Number, 1, 0), 1)));
        }
    }

    private void Receive(SimulatedThread thread, List<LeaseId> leases)
    {
        leases.ForEach(lease => thread.Queue.AddLast(lease));
        Solve(thread);
    }

    private void Solve(SimulatedThread thread)
    {
        if (thread.IsBusy || thread.Queue.First is not { } first)
        {
            return;
        }

        var lease = first.Value;
        thread.Queue.RemoveFirst();
        thread.IsBusy = true;
        At(_now + _blockSeconds, () =>
        {
            thread.IsBusy = false;
            At(_now + 2 * Latency, () =>
            {
                // A block that was lent twice is solved twice, and counts once.
                bool isNew = _solved.Add((lease.Part, lease.Block));
                Counters = Counters with { Blocks = Counters.Blocks + (isNew ? 1 : 0) };
                Serve(new LedgerEvent.BlockMerged(lease, new MergeStep(!isNew, isNew ? 1 : 0, 1), _blockSeconds), 1);
            });
            Solve(thread);
        });
    }

    private sealed class SimulatedThread(WorkerId id)
    {
        public WorkerId Id { get; } = id;

        public LinkedList<LeaseId> Queue { get; } = new();

        public bool IsBusy { get; set; }
    }
}
