using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Transport;
using Akka.Remote.Transport.DotNetty;

namespace LoraCluster.Cluster.Remote;

/// <summary>
/// Akka's transport over TCP but for one thing: where a TLS handshake that this node began breaks off, the attempt to connect has failed, and no more. Akka would shut the node down, so that a
/// peer that dies at that moment, or whatever else stands at its address by now, would take everyone with it who calls (docs/decisions/0016).
/// </summary>
internal sealed class SteadyTransport : Transport
{
    // Not public; settings name it in the same way.
    private const string TcpTransport = "Akka.Remote.Transport.DotNetty.TcpTransport, Akka.Remote";

    private readonly ActorSystem _standIn;
    private readonly Transport _tcp;

    /// <summary>Akka calls this with the node's system and the transport's own settings.</summary>
    public SteadyTransport(ActorSystem system, Config config)
    {
        (System, Config) = (system, config);
        _standIn = StandIn(system);
        _tcp = (Transport)Activator.CreateInstance(Type.GetType(TcpTransport, throwOnError: true)!, _standIn, config)!;
    }

    public override string SchemeIdentifier => _tcp.SchemeIdentifier;

    public override long MaximumPayloadBytes => _tcp.MaximumPayloadBytes;

    public override async Task<(Address, TaskCompletionSource<IAssociationEventListener>)> Listen()
    {
        try
        {
            return await _tcp.Listen().ConfigureAwait(false);
        }
        catch
        {
            // Akka's transport ends itself where the port cannot be had.
            await _standIn.Terminate().ConfigureAwait(false);
            throw;
        }
    }

    public override bool IsResponsibleFor(Address remote) => _tcp.IsResponsibleFor(remote);

    public override Task<AssociationHandle> Associate(Address remoteAddress) => _tcp.Associate(remoteAddress);

    public override Task<bool> ManagementCommand(object message) => _tcp.ManagementCommand(message);

    public override async Task<bool> Shutdown()
    {
        try
        {
            return await _tcp.Shutdown().ConfigureAwait(false);
        }
        finally
        {
            await _standIn.Terminate().ConfigureAwait(false);
        }
    }

    // What the transport shuts down when a handshake fails. It has nothing to do, and outlives it; what it logs goes to the node's log.
    private static ActorSystem StandIn(ActorSystem system)
    {
        var config = ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = {{system.Settings.LogLevel}}
              stdout-loglevel = OFF
              loggers = []
              coordinated-shutdown { terminate-actor-system = off, exit-clr = off, run-by-clr-shutdown-hook = off, run-by-actor-system-terminate = off }
            }
            """).WithFallback(ConfigurationFactory.ParseString($"akka.remote.flush-wait-on-shutdown = {system.Settings.Config.GetString("akka.remote.flush-wait-on-shutdown")}"));
        ActorSystemSetup setup = BootstrapSetup.Create().WithConfig(config).And(system.Settings.Setup.Get<DotNettySslSetup>().Value);
        var standIn = ActorSystem.Create(system.Name, setup);
        var log = standIn.ActorOf(Props.Create(() => new LogForwarder(system.EventStream)), "log");
        standIn.EventStream.Subscribe(log, typeof(LogEvent));
        return standIn;
    }

    private sealed class LogForwarder : ReceiveActor
    {
        public LogForwarder(EventStream log) => Receive<LogEvent>(log.Publish);
    }
}
