namespace LoraCluster.Server;

/// <summary>What clients may take of a node, so that none of them can take it down.</summary>
internal sealed record NodeWebLimits
{
    /// <summary>Connections at a time; more are closed at once.</summary>
    public int Connections { get; init; } = 256;

    /// <summary>Event streams at a time: each asks the coordinator twice a second.</summary>
    public int Watchers { get; init; } = 64;

    /// <summary>Sweep files read at a time; the others wait.</summary>
    public int Readers { get; init; } = 2;

    /// <summary>For a request to arrive, headers only.</summary>
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For a whole request, event streams excepted.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(30);
}
