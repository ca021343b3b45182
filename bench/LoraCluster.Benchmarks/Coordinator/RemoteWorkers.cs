using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Configuration;
using LoraCluster.Cluster.Local;
using LoraCluster.Cluster.Remote;

namespace LoraCluster.Benchmarks.Coordinator;

/// <summary>A second process, this program again, whose workers ask a coordinator in the first. It ends when the first one does, or says so.</summary>
internal sealed class RemoteWorkers : IDisposable
{
    private const string Verb = "remote-workers";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Process _process;

    private RemoteWorkers(Process process) => _process = process;

    /// <summary>Both processes' settings. Whichever of them ends first, the other would log that it misses it.</summary>
    public static Config Settings { get; } = ConfigurationFactory.ParseString("akka.loglevel = OFF").WithFallback(RemoteSettings.Loopback(0));

    /// <summary>True once the process is gone.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Processor time so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The second process's command.</summary>
    public static Command CreateCommand()
    {
        var address = new Argument<string>("coordinator") { Description = "The coordinator's path." };
        var cells = new Argument<long>("cells") { Description = "Cells of the sweep." };
        var workers = new Argument<int>("workers") { Description = "Workers to start." };
        var command = new Command(Verb, "The second process of 'coordinator'.") { address, cells, workers };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) =>
            ServeAsync(parsed.GetValue(address)!, parsed.GetValue(cells), parsed.GetValue(workers), cancellation));
        return command;
    }

    /// <summary>Starts the process.</summary>
    public static RemoteWorkers Start(string coordinator, long cells, int workers)
    {
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var start = new ProcessStartInfo(
            dotnet,
            [
                typeof(RemoteWorkers).Assembly.Location, Verb, coordinator,
                cells.ToString(CultureInfo.InvariantCulture), workers.ToString(CultureInfo.InvariantCulture),
            ])
        {
            RedirectStandardInput = true,
        };
        return new RemoteWorkers(Process.Start(start)!);
    }

    /// <summary>Has the process end.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static async Task<int> ServeAsync(string path, long cells, int workers, CancellationToken cancellation)
    {
        using var system = ActorSystem.Create("workers", Settings);
        IActorRef coordinator = await system.ActorSelection(path).ResolveOne(Patience, cancellation).ConfigureAwait(false);
        SweepActors.StartWorkers(system, "remote", CoordinatorRun.RunOf(cells, workers), coordinator);
        await Console.In.ReadToEndAsync(cancellation).ConfigureAwait(false);
        await system.Terminate().ConfigureAwait(false);
        return 0;
    }
}
