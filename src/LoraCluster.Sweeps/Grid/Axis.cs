using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Grid;

/// <summary>The values of one parameter, in order, without repeats.</summary>
/// <param name="Parameter">The parameter's place in the experiment's order.</param>
/// <param name="Count">Number of values, at least 1.</param>
internal abstract record Axis(int Parameter, long Count)
{
    /// <summary>The value at an index from 0 to <see cref="Count"/> − 1.</summary>
    public abstract ParameterValue ValueAt(long index);

    /// <summary>The index of exactly this value, or null.</summary>
    public abstract long? IndexOf(ParameterValue value);

    /// <summary>The indices whose values bound all others: where a cell's needs are largest.</summary>
    public virtual IReadOnlyList<long> Extremes => Count == 1 ? [0] : [0, Count - 1];
}
