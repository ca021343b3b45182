namespace LoraCluster.Numerics.Theory;

/// <summary>How far an asymptotic value is to be trusted; docs/theory.md has the error rates measured for each.</summary>
public enum TheoryReach
{
    /// <summary>Nothing speaks against it.</summary>
    Ok,

    /// <summary>The rank's own shift direction is between half and twice as strong as it must be to be visible.</summary>
    NearThreshold,

    /// <summary>n is within 3 or a twentieth of dx: the means are carried by rare draws.</summary>
    NearSquare,
}
