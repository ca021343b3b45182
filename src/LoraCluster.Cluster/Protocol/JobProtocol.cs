using Akka.Actor;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cluster.Protocol;

/// <summary>How the HTTP API of any node speaks with the coordinator. Every question may be asked again.</summary>
public static class JobProtocol
{
    /// <summary>Statuses in one message at most: each has a text for people.</summary>
    public const int StatusesMax = 24;

    /// <summary>Nodes in one message at most.</summary>
    public const int NodesMax = 200;

    /// <summary>A sweep to run; <paramref name="Texts"/> has the text of its definition.</summary>
    public sealed record Submit(string Name, string DefinitionHash, int Priority, IActorRef Texts) : IWireMessage
    {
        /// <summary>The sweep's name.</summary>
        public string Name { get; } = Require.SweepName(Name);

        /// <summary>The hash of its definition.</summary>
        public string DefinitionHash { get; } = Require.Word(DefinitionHash);

        /// <summary>Its priority.</summary>
        public int Priority { get; } = Math.Clamp(Priority, Job.PriorityMin, Job.PriorityMax);
    }

    /// <summary>The answer to <see cref="Submit"/>.</summary>
    public sealed record SubmitAnswer(Submitted Submitted) : IWireMessage;

    /// <summary>The sweeps whose names follow this one.</summary>
    public sealed record List(string After) : IWireMessage
    {
        /// <summary>A name, or nothing for the beginning.</summary>
        public string After { get; } = Require.ShortText(After);
    }

    /// <summary>The next sweeps in ordinal order of their names.</summary>
    public sealed record Listed(IReadOnlyList<JobStatus> Jobs, bool IsLast) : IWireMessage
    {
        /// <summary>The sweeps.</summary>
        public IReadOnlyList<JobStatus> Jobs { get; } = Require.Few(Jobs, StatusesMax);
    }

    /// <summary>One sweep.</summary>
    public sealed record Find(string Name) : IWireMessage
    {
        /// <summary>The sweep's name.</summary>
        public string Name { get; } = Require.Word(Name);
    }

    /// <summary>A sweep to stop.</summary>
    public sealed record Cancel(string Name) : IWireMessage
    {
        /// <summary>The sweep's name.</summary>
        public string Name { get; } = Require.Word(Name);
    }

    /// <summary>The answer to <see cref="Find"/> and <see cref="Cancel"/>: a status, or none.</summary>
    public sealed record Found(JobStatus? Job) : IWireMessage;

    /// <summary>The nodes, from this one on.</summary>
    public sealed record Nodes(int First) : IWireMessage
    {
        /// <summary>The first node wanted.</summary>
        public int First { get; } = Require.AtLeast(0, First);
    }

    /// <summary>The next nodes, by address.</summary>
    public sealed record NodesListed(IReadOnlyList<NodeStatus> Nodes, bool IsLast) : IWireMessage
    {
        /// <summary>The nodes.</summary>
        public IReadOnlyList<NodeStatus> Nodes { get; } = Require.Few(Nodes, NodesMax);
    }

    /// <summary>The coordinator has not read the data directory yet: ask again soon.</summary>
    public sealed record NotReady(string Reason) : IWireMessage
    {
        /// <summary>What it waits for.</summary>
        public string Reason { get; } = Frame.Cut(Reason);
    }
}
