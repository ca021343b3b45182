using System.Net;
using System.Runtime.CompilerServices;
using LoraCluster.Cli.Running;
using LoraCluster.Server;
using LoraCluster.Server.Logging;
using LoraCluster.Sweeps.Definition;
using Microsoft.AspNetCore.Builder;

namespace LoraCluster.Cli.Live;

/// <summary>The live page of one <c>run</c>.</summary>
internal static class LocalPage
{
    /// <summary>Starts to serve it at a loopback address; throws <see cref="CommandException"/> (64, 69) where that is not possible.</summary>
    // Not inlined: only where a page is wanted may the web server be loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<IAsyncDisposable> StartAsync(DnsEndPoint at, LocalJob job, SweepDefinition definition, string directory, Streams streams)
    {
        var logs = NodeLogging.CreateFactory(LogFormat.Text, TimeProvider.System);
        WebApplication? web = null;
        try
        {
            var options = new NodeWebOptions { Bind = at, Data = new OneDataset(definition, directory), Release = Release.Version, NotReadyBecause = () => null };
            web = NodeWeb.Create(options, job, SweepLoader.Experiments, logs);
            await web.StartAsync().ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            throw new CommandException(ExitCodes.Usage, $"option --http: {e.Message}; 'run' serves on loopback only, a node elsewhere too");
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            await web!.DisposeAsync().ConfigureAwait(false);
            throw new CommandException(ExitCodes.Unavailable, $"option --http {at.Host}:{at.Port}: {e.Message}; port 0 takes a free one");
        }

        streams.Error.WriteLine($"live page at {NodeWeb.BaseAddress(web)}");
        return web;
    }
}
