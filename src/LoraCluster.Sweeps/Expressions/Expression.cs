using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Expressions;

/// <summary>A checked expression over the parameters of one cell. Immutable; evaluation allocates nothing.</summary>
internal abstract record Expression
{
    /// <summary>Its type.</summary>
    public abstract ExpressionType Type { get; }

    /// <summary>How tightly its outermost operator binds, 1 (or) to 9 (a value).</summary>
    public virtual int Binding => 9;

    /// <summary>The operands, left to right.</summary>
    public virtual IReadOnlyList<Expression> Operands => [];

    /// <summary>The number it stands for; throws <see cref="InvalidOperationException"/> for another type.</summary>
    /// <param name="values">One value per parameter of the experiment, in its order.</param>
    public virtual double Number(ReadOnlySpan<ParameterValue> values) => throw new InvalidOperationException($"{Type} read as a number");

    /// <summary>The truth value it stands for; throws <see cref="InvalidOperationException"/> for another type.</summary>
    /// <param name="values">One value per parameter of the experiment, in its order.</param>
    public virtual bool Truth(ReadOnlySpan<ParameterValue> values) => throw new InvalidOperationException($"{Type} read as a truth value");

    /// <summary>The positions (in the experiment's order) of the parameters it mentions.</summary>
    public IReadOnlySet<int> Mentions()
    {
        var found = new HashSet<int>();
        Collect(this, found);
        return found;
    }

    private static void Collect(Expression expression, HashSet<int> found)
    {
        if (expression is ParameterReference reference)
        {
            found.Add(reference.Index);
        }

        foreach (var operand in expression.Operands)
        {
            Collect(operand, found);
        }
    }
}
