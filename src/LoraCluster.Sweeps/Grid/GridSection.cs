using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Expressions;

namespace LoraCluster.Sweeps.Grid;

/// <summary>One of the grids that a sweep concatenates: a product of axes with derived parameters and conditions.</summary>
internal sealed class GridSection
{
    private readonly ParameterValue[] _constants;
    private readonly Expression[] _early;
    private readonly Expression[] _late;

    /// <summary>Puts a section together.</summary>
    /// <param name="constants">One value per parameter; those of axes and derived parameters are overwritten.</param>
    /// <param name="axes">The axes with more than one value; the last varies fastest.</param>
    /// <param name="derived">The derived parameters, each after those it depends on.</param>
    /// <param name="conditions">All must hold.</param>
    public GridSection(
        IReadOnlyList<ParameterValue> constants,
        IReadOnlyList<Axis> axes,
        IReadOnlyList<DerivedParameter> derived,
        IReadOnlyList<Expression> conditions)
    {
        _constants = [.. constants];
        Axes = axes;
        Derived = derived;
        Conditions = conditions;

        // A condition on axes alone is asked first: it may be what keeps a formula from failing.
        var late = derived.Select(d => d.Parameter).ToHashSet();
        _early = [.. conditions.Where(c => !c.Mentions().Overlaps(late))];
        _late = [.. conditions.Where(c => c.Mentions().Overlaps(late))];
        Count = axes.Aggregate(1L, (product, axis) => checked(product * axis.Count));
    }

    /// <summary>Number of positions.</summary>
    public long Count { get; }

    /// <summary>The axes with more than one value; the last varies fastest.</summary>
    public IReadOnlyList<Axis> Axes { get; }

    /// <summary>The derived parameters in the order of their evaluation.</summary>
    public IReadOnlyList<DerivedParameter> Derived { get; }

    /// <summary>The conditions of <c>where</c>.</summary>
    public IReadOnlyList<Expression> Conditions { get; }

    /// <summary>One value per parameter; only those that are neither on an axis nor derived mean something.</summary>
    public IReadOnlyList<ParameterValue> Constants => _constants;

    /// <summary>Fills in the values at a position of this section, from 0.</summary>
    /// <param name="position">The position.</param>
    /// <param name="values">One slot per parameter of the experiment.</param>
    /// <param name="failed">The derived parameter that has no allowed value, where the answer is <see cref="CellState.Underivable"/>.</param>
    public CellState Evaluate(long position, Span<ParameterValue> values, out DerivedParameter? failed)
    {
        failed = null;
        _constants.CopyTo(values);
        for (int i = Axes.Count - 1; i >= 0; i--)
        {
            (position, long index) = Math.DivRem(position, Axes[i].Count);
            values[Axes[i].Parameter] = Axes[i].ValueAt(index);
        }

        if (!Hold(_early, values))
        {
            return CellState.Filtered;
        }

        foreach (var derived in Derived)
        {
            if (!derived.TryEvaluate(values, out values[derived.Parameter]))
            {
                failed = derived;
                return CellState.Underivable;
            }
        }

        return Hold(_late, values) ? CellState.Defined : CellState.Filtered;
    }

    /// <summary>The position at which the axes have these values, or null.</summary>
    public long? PositionOf(IReadOnlyList<ParameterValue> values)
    {
        long position = 0;
        foreach (var axis in Axes)
        {
            if (axis.IndexOf(values[axis.Parameter]) is not { } index)
            {
                return null;
            }

            position = (position * axis.Count) + index;
        }

        return position;
    }

    /// <summary>The position with these indices on the axes.</summary>
    public long PositionAt(IReadOnlyList<long> indices)
    {
        long position = 0;
        for (int i = 0; i < Axes.Count; i++)
        {
            position = (position * Axes[i].Count) + indices[i];
        }

        return position;
    }

    /// <summary>The parameters on axes, and those derived from them.</summary>
    public IReadOnlySet<int> Varying()
    {
        var varying = Axes.Select(a => a.Parameter).ToHashSet();
        foreach (var derived in Derived)
        {
            if (derived.Formula.Mentions().Overlaps(varying))
            {
                varying.Add(derived.Parameter);
            }
        }

        return varying;
    }

    private static bool Hold(Expression[] conditions, ReadOnlySpan<ParameterValue> values)
    {
        foreach (var condition in conditions)
        {
            if (!condition.Truth(values))
            {
                return false;
            }
        }

        return true;
    }
}
