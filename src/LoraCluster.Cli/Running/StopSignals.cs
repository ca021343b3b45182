using System.Runtime.InteropServices;

namespace LoraCluster.Cli.Running;

/// <summary>
/// The first SIGINT or SIGTERM asks for a clean stop, the second ends the process at once (130 or 143). SIGHUP is ignored: a sweep outlives its terminal.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action<string> _note;
    private readonly string _message;
    private int _received;

    /// <summary>Listens from now on; <paramref name="note"/> tells the user <paramref name="message"/> at the first signal.</summary>
    public StopSignals(Action<string> note, string message = "stopping: finishing the parts under way (again to stop at once)")
    {
        _note = note;
        _message = message;
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Received(context, 130)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Received(context, 143)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>What a shell says of a process that the first signal ended, 130 or 143; 0 before that.</summary>
    public int SignalCode { get; private set; }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Received(PosixSignalContext context, int forcedExitCode)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _received) > 1)
        {
            Environment.Exit(forcedExitCode);
        }

        SignalCode = forcedExitCode;
        _note(_message);
        _stop.Cancel();
    }
}
