using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Expressions;

/// <summary><c>left and right</c>, <c>left or right</c>; the right side is only looked at where it matters.</summary>
internal sealed record Connective(bool IsAnd, Expression Left, Expression Right) : Expression
{
    public override ExpressionType Type => ExpressionType.Truth;

    public override int Binding => IsAnd ? 2 : 1;

    public override IReadOnlyList<Expression> Operands => [Left, Right];

    public override bool Truth(ReadOnlySpan<ParameterValue> values) =>
        IsAnd ? Left.Truth(values) && Right.Truth(values) : Left.Truth(values) || Right.Truth(values);
}

/// <summary><c>not operand</c>.</summary>
internal sealed record Not(Expression Operand) : Expression
{
    public override ExpressionType Type => ExpressionType.Truth;

    public override int Binding => 3;

    public override IReadOnlyList<Expression> Operands => [Operand];

    public override bool Truth(ReadOnlySpan<ParameterValue> values) => !Operand.Truth(values);
}

/// <summary>A comparison of two numbers, two truth values or two words.</summary>
/// <param name="Operator">One of <c>== != &lt; &lt;= &gt; &gt;=</c>; only the first two for truth values and words.</param>
/// <param name="Left">Left side.</param>
/// <param name="Right">Right side, of the same type.</param>
internal sealed record Comparison(string Operator, Expression Left, Expression Right) : Expression
{
    public override ExpressionType Type => ExpressionType.Truth;

    public override int Binding => 4;

    public override IReadOnlyList<Expression> Operands => [Left, Right];

    public override bool Truth(ReadOnlySpan<ParameterValue> values) => Left.Type switch
    {
        ExpressionType.Number => Compare(Left.Number(values), Right.Number(values)),
        ExpressionType.Truth => (Left.Truth(values) == Right.Truth(values)) == (Operator == "=="),
        _ => string.Equals(TextOf(Left, values), TextOf(Right, values), StringComparison.Ordinal) == (Operator == "=="),
    };

    private bool Compare(double left, double right) => Operator switch
    {
        "==" => left == right,
        "!=" => left != right,
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        _ => left >= right,
    };

    private static string TextOf(Expression side, ReadOnlySpan<ParameterValue> values) =>
        side is ParameterReference reference ? values[reference.Index].Text : ((Word)side).Text;
}
