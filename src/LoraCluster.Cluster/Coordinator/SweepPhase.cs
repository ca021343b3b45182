namespace LoraCluster.Cluster.Coordinator;

/// <summary>Where a sweep stands that this coordinator has begun.</summary>
internal enum SweepPhase
{
    /// <summary>The text of its definition is on its way.</summary>
    FetchingText,

    /// <summary>Its definition is being read and planned.</summary>
    Planning,

    /// <summary>An archive looks which parts are on disk.</summary>
    Opening,

    /// <summary>Blocks are lent.</summary>
    Running,

    /// <summary>Every part is committed; an archive writes the manifest.</summary>
    Finishing,
}
