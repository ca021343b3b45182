namespace LoraCluster.Results.Verification;

/// <summary>What was found out about a file of a dataset.</summary>
public enum FindingKind
{
    /// <summary>Exactly what it should be.</summary>
    Ok,

    /// <summary>It should be there and is not.</summary>
    Missing,

    /// <summary>Its bytes are not what they should be.</summary>
    Corrupt,

    /// <summary>It does not belong there. Parts that no record or manifest knows would enter queries; other foreign files do no harm.</summary>
    Unexpected,

    /// <summary>The sweep, or an extension of it, has not come to its end.</summary>
    Incomplete,
}
