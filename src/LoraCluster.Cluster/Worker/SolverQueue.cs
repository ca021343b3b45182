using System.Diagnostics.CodeAnalysis;
using LoraCluster.Sweeps.Ledger;

namespace LoraCluster.Cluster.Worker;

/// <summary>
/// What lies between a worker's actor and its solver's thread: tasks in order, and answers that the actor has not taken yet. Short
/// blocks are answered faster than an actor is woken, and then answers travel together. Thread-safe.
/// </summary>
internal sealed class SolverQueue(Action answered)
{
    private readonly object _gate = new();
    private readonly LinkedList<SolverTask> _waiting = [];
    private List<SolverAnswer> _answers = [];
    private SolverTask? _running;
    private bool _isClosed;

    /// <summary>Tasks that wait or run, and answers that nobody has taken.</summary>
    public int Held
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count + (_running is null ? 0 : 1) + _answers.Count;
            }
        }
    }

    /// <summary>Appends tasks.</summary>
    public void Add(IEnumerable<SolverTask> tasks)
    {
        lock (_gate)
        {
            foreach (var task in tasks)
            {
                _waiting.AddLast(task);
            }

            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Drops a task that has not begun.</summary>
    public void Remove(LeaseId lease)
    {
        lock (_gate)
        {
            if (_waiting.FirstOrDefault(task => task.Loan.Lease == lease) is { } task)
            {
                _waiting.Remove(task);
            }
        }
    }

    /// <summary>The leases of tasks that wait or run.</summary>
    public IReadOnlyList<LeaseId> Leases
    {
        get
        {
            lock (_gate)
            {
                return [.. (_running is null ? [] : new[] { _running.Loan.Lease }), .. _waiting.Select(task => task.Loan.Lease)];
            }
        }
    }

    /// <summary>Drops every task that has not begun.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _waiting.Clear();
        }
    }

    /// <summary>The next task, once there is one; false when the queue is closed.</summary>
    public bool Take([NotNullWhen(true)] out SolverTask? task)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_isClosed)
            {
                Monitor.Wait(_gate);
            }

            task = _isClosed ? null : _waiting.First!.Value;
            _running = task;
            if (task is not null)
            {
                _waiting.RemoveFirst();
            }

            return task is not null;
        }
    }

    /// <summary>Keeps the answer to the task taken last, and says so if it is the first of those not taken. Nothing once closed.</summary>
    public void Answer(SolverAnswer answer)
    {
        lock (_gate)
        {
            _running = null;
            if (_isClosed)
            {
                return;
            }

            _answers.Add(answer);
            if (_answers.Count == 1)
            {
                answered();
            }
        }
    }

    /// <summary>The answers so far, oldest first.</summary>
    public IReadOnlyList<SolverAnswer> TakeAnswers()
    {
        lock (_gate)
        {
            var answers = _answers;
            _answers = [];
            return answers;
        }
    }

    /// <summary>No more tasks, no more answers.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }
    }
}
