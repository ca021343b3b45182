using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace LoraCluster.Benchmarks.Coordinator;

/// <summary>The usual mailbox, which counts what comes into it: every actor's messages, Akka's own among them.</summary>
internal sealed class CountingMailbox(Settings settings, Config config)
    : MailboxType(settings, config), IProducesMessageQueue<UnboundedMessageQueue>
{
    private static long _messages;

    /// <summary>Messages so far, of all actors of this process.</summary>
    public static long Messages => Interlocked.Read(ref _messages);

    /// <summary>Makes it everyone's mailbox.</summary>
    public static Config Everywhere { get; } = ConfigurationFactory.ParseString(
        $"akka.actor.default-mailbox.mailbox-type = \"{typeof(CountingMailbox).AssemblyQualifiedName}\"");

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new Queue();

    private sealed class Queue : IMessageQueue, IUnboundedMessageQueueSemantics
    {
        private readonly UnboundedMessageQueue _messagesHere = new();

        public bool HasMessages => _messagesHere.HasMessages;

        public int Count => _messagesHere.Count;

        public void Enqueue(IActorRef receiver, Envelope envelope)
        {
            Interlocked.Increment(ref _messages);
            _messagesHere.Enqueue(receiver, envelope);
        }

        public bool TryDequeue(out Envelope envelope) => _messagesHere.TryDequeue(out envelope);

        public void CleanUp(IActorRef owner, IMessageQueue deadletters) => _messagesHere.CleanUp(owner, deadletters);
    }
}
