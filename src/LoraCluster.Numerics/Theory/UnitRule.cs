namespace LoraCluster.Numerics.Theory;

/// <summary>
/// Gauss and Legendre's rule of two points on [0, 1], for means over the unit of spectrum that one singular value stands for. One point in the middle would be 5 % off at an edge, where the
/// spectrum begins as the power 2/3 of the count.
/// </summary>
internal static class UnitRule
{
    /// <summary>The weight of each node.</summary>
    public const double Weight = 0.5;

    /// <summary>(1 ∓ 1/√3)/2.</summary>
    public static ReadOnlySpan<double> Nodes => [0.21132486540518711775, 0.78867513459481288225];
}
