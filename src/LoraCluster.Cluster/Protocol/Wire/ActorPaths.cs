using Akka.Actor;

namespace LoraCluster.Cluster.Protocol.Wire;

/// <summary>Actors as they travel: by their full path, with their node's address.</summary>
internal static class ActorPaths
{
    public static string Of(IActorRef actor) => Akka.Serialization.Serialization.SerializedActorPath(actor);

    /// <summary>The path of an actor, or nothing for nobody.</summary>
    public static string OfMaybe(IActorRef actor) => actor.IsNobody() ? string.Empty : Of(actor);

    /// <summary>Nobody for an empty path; throws as <see cref="Read"/> does.</summary>
    public static IActorRef ReadMaybe(string path, ExtendedActorSystem system) => path.Length == 0 ? ActorRefs.Nobody : Read(path, system);

    /// <summary>Throws <see cref="ArgumentException"/> for what is no path of an actor.</summary>
    public static IActorRef Read(string path, ExtendedActorSystem system) => ActorPath.TryParse(path, out _)
        ? system.Provider.ResolveActorRef(path)
        : throw new ArgumentException("no path of an actor", nameof(path));
}
