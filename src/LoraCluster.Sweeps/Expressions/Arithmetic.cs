using LoraCluster.Numerics;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Expressions;

/// <summary><c>left + right</c> and its kin.</summary>
/// <param name="Operator">One of <c>+ - * / % ^</c>.</param>
/// <param name="Left">A number.</param>
/// <param name="Right">A number.</param>
internal sealed record Arithmetic(char Operator, Expression Left, Expression Right) : Expression
{
    public override ExpressionType Type => ExpressionType.Number;

    public override int Binding => Operator switch { '+' or '-' => 5, '^' => 8, _ => 6 };

    public override IReadOnlyList<Expression> Operands => [Left, Right];

    public override double Number(ReadOnlySpan<ParameterValue> values)
    {
        double left = Left.Number(values);
        double right = Right.Number(values);
        return Operator switch
        {
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            '/' => left / right,
            '%' => FlooredRemainder(left, right),
            _ => PortableMath.Pow(left, right),
        };
    }

    private static double FlooredRemainder(double left, double right)
    {
        double remainder = left % right;
        return remainder != 0 && (remainder < 0) != (right < 0) ? remainder + right : remainder;
    }
}

/// <summary><c>-operand</c>.</summary>
internal sealed record Negation(Expression Operand) : Expression
{
    public override ExpressionType Type => ExpressionType.Number;

    public override int Binding => 7;

    public override IReadOnlyList<Expression> Operands => [Operand];

    public override double Number(ReadOnlySpan<ParameterValue> values) => -Operand.Number(values);
}
