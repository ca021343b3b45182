using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Expressions;

/// <summary>A number as written.</summary>
internal sealed record NumberLiteral(double Value) : Expression
{
    public override ExpressionType Type => ExpressionType.Number;

    public override double Number(ReadOnlySpan<ParameterValue> values) => Value;
}

/// <summary><c>true</c> or <c>false</c> as written.</summary>
internal sealed record TruthLiteral(bool Value) : Expression
{
    public override ExpressionType Type => ExpressionType.Truth;

    public override bool Truth(ReadOnlySpan<ParameterValue> values) => Value;
}

/// <summary>A word: quoted, or bare where a choice parameter stands on the other side of the comparison.</summary>
internal sealed record Word(string Text, bool Quoted, int Offset) : Expression
{
    public override ExpressionType Type => ExpressionType.Text;
}

/// <summary>A parameter of the cell.</summary>
internal sealed record ParameterReference(ParameterSpec Spec, int Index) : Expression
{
    public override ExpressionType Type => Spec.Kind switch
    {
        ParameterKind.Choice => ExpressionType.Text,
        ParameterKind.Flag => ExpressionType.Truth,
        _ => ExpressionType.Number,
    };

    public override double Number(ReadOnlySpan<ParameterValue> values) => values[Index].Number;

    public override bool Truth(ReadOnlySpan<ParameterValue> values) => values[Index].Flag;
}
