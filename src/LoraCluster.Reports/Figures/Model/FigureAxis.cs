using LoraCluster.Numerics;

namespace LoraCluster.Reports.Figures.Model;

/// <summary>An axis: its title, scale, limits (in the unit of the data) and ticks.</summary>
public sealed record FigureAxis
{
    /// <summary>The axis' title.</summary>
    public required string Label { get; init; }

    /// <summary>The scale.</summary>
    public required AxisScale Scale { get; init; }

    /// <summary>The lower end; above 0 on a logarithmic axis.</summary>
    public required double Minimum { get; init; }

    /// <summary>The upper end, above <see cref="Minimum"/>.</summary>
    public required double Maximum { get; init; }

    /// <summary>The ticks, ascending, all within the limits.</summary>
    public required IReadOnlyList<AxisTick> Ticks { get; init; }

    /// <summary>Where a value stands, from 0 at the lower end to 1 at the upper; what lies outside is moved to the nearer end.</summary>
    public double Place(double value)
    {
        double inside = Math.Clamp(value, Minimum, Maximum);
        return Scale == AxisScale.Logarithmic
            ? PortableMath.Log(inside / Minimum) / PortableMath.Log(Maximum / Minimum)
            : (inside - Minimum) / (Maximum - Minimum);
    }
}
