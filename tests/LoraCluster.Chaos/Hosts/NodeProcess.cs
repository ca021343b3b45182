using System.Diagnostics;

namespace LoraCluster.Chaos.Hosts;

/// <summary>A node on a host, started again a second after it ended, whatever the reason, as <c>restart: unless-stopped</c> does it.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(30);

    private readonly ProcessStartInfo _command;
    private readonly Journal _journal;
    private readonly StreamWriter _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly Task _life;
    private Process? _process;

    public NodeProcess(int host, ProcessStartInfo command, Journal journal, string logPath)
    {
        (Host, _command, _journal, LogPath) = (host, command, journal, logPath);
        command.RedirectStandardError = true;
        command.RedirectStandardOutput = true;
        _log = new StreamWriter(logPath, append: true) { AutoFlush = true };
        _life = LiveAsync();
    }

    public int Host { get; }

    public string LogPath { get; }

    public int? Pid
    {
        get
        {
            lock (_gate)
            {
                return _process is { HasExited: false } process ? process.Id : null;
            }
        }
    }

    /// <summary>Sends a signal, by its name without SIG. False where nothing runs.</summary>
    public bool Signal(string signal)
    {
        if (Pid is not { } pid)
        {
            return false;
        }

        Shell.Signal(pid, signal);
        return true;
    }

    /// <summary>Kills the node and does not start it again.</summary>
    public void Abandon()
    {
        _stop.Cancel();
        Signal("KILL");
    }

    /// <summary>Asks the node to leave and does not start it again; kills it where it takes too long.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Signal("CONT");
        Signal("TERM");
        if (await Task.WhenAny(_life, Task.Delay(LeaveWithin)).ConfigureAwait(false) != _life)
        {
            Signal("KILL");
        }

        await _life.ConfigureAwait(false);
        await _log.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task LiveAsync()
    {
        await Task.Yield();
        while (!_stop.IsCancellationRequested)
        {
            using var process = Process.Start(_command)!;
            lock (_gate)
            {
                _process = process;
            }

            await Task.WhenAll(ReadAsync(process.StandardError), ReadAsync(process.StandardOutput), process.WaitForExitAsync()).ConfigureAwait(false);
            lock (_gate)
            {
                _process = null;
            }

            _journal.AddEnding(Host, process.ExitCode);
            await Task.Delay(RestartAfter, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (Evidence.IsOfInterest(line))
            {
                _journal.Add(Host, line);
            }

            lock (_gate)
            {
                _log.WriteLine(line);
            }
        }
    }
}
