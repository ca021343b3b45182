namespace LoraCluster.Cluster.Protocol;

/// <summary>What fits into one message.</summary>
public static class Frame
{
    /// <summary>Bytes of a frame at most, Akka's envelope included. A larger message would be dropped by the network layer.</summary>
    public const int BytesMax = 128 * 1024;

    /// <summary>Bytes of a message's body at most: a frame without 3 kB for the envelope, which holds both actors' paths.</summary>
    public const int BodyMax = 128_000;

    /// <summary>Bytes that a block costs besides its losses, at most: its numbers at their longest, with their tags.</summary>
    public const int BytesPerBlock = 80;

    /// <summary>Losses of a block at most.</summary>
    public const int LossesMax = (BlocksBytesMax - BytesPerBlock) / sizeof(double);

    /// <summary>UTF-16 units of a name at most.</summary>
    public const int NameMax = 200;

    /// <summary>UTF-16 units of a text for people at most; longer ones are cut.</summary>
    public const int TextMax = 2000;

    /// <summary>Blocks of a message without losses at most.</summary>
    public const int BlocksMax = BlocksBytesMax / BytesPerBlock;

    // What is left beside a name and an actor's path.
    private const int BlocksBytesMax = 124_000;

    /// <summary>The room of solved blocks in one message, in bytes.</summary>
    public static int RoomOf(int losses) => losses * sizeof(double) + BytesPerBlock;

    /// <summary>True where solved blocks of that much room together fit one message.</summary>
    public static bool HoldsRoom(long bytes) => bytes <= BlocksBytesMax;

    /// <summary>The beginning of a text, as much as may travel.</summary>
    public static string Cut(string text) => text.Length <= TextMax ? text : text[..TextMax];
}
