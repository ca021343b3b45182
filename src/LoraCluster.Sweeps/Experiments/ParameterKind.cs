namespace LoraCluster.Sweeps.Experiments;

/// <summary>The type of a grid parameter, and so of its column in the dataset.</summary>
public enum ParameterKind
{
    /// <summary>A whole number, 64 bits.</summary>
    Integer,

    /// <summary>A finite binary64 number.</summary>
    Real,

    /// <summary>One word of a closed list.</summary>
    Choice,

    /// <summary>True or false.</summary>
    Flag,
}
