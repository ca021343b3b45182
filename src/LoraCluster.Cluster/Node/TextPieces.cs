using Akka.Actor;
using LoraCluster.Cluster.Protocol;

namespace LoraCluster.Cluster.Node;

/// <summary>Answers those who fetch texts.</summary>
internal static class TextPieces
{
    /// <summary>Sends the piece asked for; nothing where the text is not here, or ends before it.</summary>
    public static void Answer(NodeProtocol.FetchText asked, byte[]? text, IActorRef to, IActorRef from)
    {
        if (text is not null && asked.Offset < text.Length)
        {
            var piece = text.AsMemory(asked.Offset, Math.Min(NodeProtocol.TextPiece.BytesMax, text.Length - asked.Offset));
            to.Tell(new NodeProtocol.TextPiece(asked.Hash, asked.Offset, text.Length, piece), from);
        }
    }
}
