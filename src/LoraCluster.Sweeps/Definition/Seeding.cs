namespace LoraCluster.Sweeps.Definition;

/// <summary>How cells of one sweep share randomness.</summary>
public enum Seeding
{
    /// <summary>Every cell has a stream of its own.</summary>
    Independent,

    /// <summary>Swept parameters do not enter the stream: cells along a curve meet common random numbers.</summary>
    Common,
}
