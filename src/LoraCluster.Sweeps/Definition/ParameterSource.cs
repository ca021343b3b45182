using System.Numerics;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Expressions;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Where a parameter of one grid gets its values from.</summary>
internal abstract record ParameterSource
{
    /// <summary>Number of values, exact even where no axis could hold them.</summary>
    public virtual BigInteger Count => BigInteger.One;
}

/// <summary>One value.</summary>
internal sealed record ConstantSource(ParameterValue Value) : ParameterSource;

/// <summary>An axis of at least two values.</summary>
internal sealed record AxisSource(Axis Axis, BigInteger Size) : ParameterSource
{
    public override BigInteger Count => Size;
}

/// <summary>An expression over the other parameters.</summary>
internal sealed record FormulaSource(Expression Formula) : ParameterSource;
