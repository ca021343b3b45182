using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Grid;

/// <summary>Whole numbers a fixed step apart.</summary>
/// <param name="Parameter">The parameter's place in the experiment's order.</param>
/// <param name="Count">Number of values.</param>
/// <param name="From">The first.</param>
/// <param name="Step">Distance from one to the next; not 0.</param>
internal sealed record RangeAxis(int Parameter, long Count, long From, long Step) : Axis(Parameter, Count)
{
    /// <summary>The last value.</summary>
    public long Last => From + ((Count - 1) * Step);

    public override ParameterValue ValueAt(long index) => ParameterValue.Of(From + (index * Step));

    public override long? IndexOf(ParameterValue value)
    {
        if (value.Kind != ParameterKind.Integer)
        {
            return null;
        }

        Int128 distance = (Int128)value.Integer - From;
        Int128 index = distance / Step;
        return index * Step == distance && index >= 0 && index < Count ? (long)index : null;
    }
}
