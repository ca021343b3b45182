using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace LoraCluster.Cluster.Local;

/// <summary>Warnings and errors of the actor system, to standard error: standard output belongs to results.</summary>
public sealed class StandardErrorLogger : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    /// <summary>Made by Akka.</summary>
    public StandardErrorLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(e => Console.Error.WriteLine($"{e.LogLevel()}: {e.LogSource}: {e.Message}{CauseOf(e)}"));
    }

    private static string CauseOf(LogEvent e) => e.Cause is { } cause ? $": {cause.GetType().Name}: {cause.Message}" : string.Empty;
}
