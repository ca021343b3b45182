using System.Globalization;

namespace LoraCluster.Sweeps.Expressions;

/// <summary>The canonical text of an expression: one spelling, no needless parentheses; reading it gives the same expression.</summary>
internal static class ExpressionText
{
    /// <summary>Writes an expression.</summary>
    public static string Of(Expression expression) => expression switch
    {
        NumberLiteral literal => literal.Value.ToString("R", CultureInfo.InvariantCulture),
        TruthLiteral literal => literal.Value ? "true" : "false",
        Word word => "'" + word.Text + "'",
        ParameterReference reference => reference.Spec.Name,
        Negation negation => "-" + Inside(negation.Operand, 7),
        Not not => "not " + Inside(not.Operand, 3),
        Arithmetic { Operator: '^' } power => Inside(power.Left, 9) + " ^ " + Exponent(power.Right),
        Arithmetic sum => Inside(sum.Left, sum.Binding) + " " + sum.Operator + " " + Inside(sum.Right, sum.Binding + 1),
        Comparison comparison => Inside(comparison.Left, 5) + " " + comparison.Operator + " " + Inside(comparison.Right, 5),
        Connective c => Inside(c.Left, c.Binding) + (c.IsAnd ? " and " : " or ") + Inside(c.Right, c.Binding + 1),
        Call call => call.Function + "(" + string.Join(", ", call.Arguments.Select(Of)) + ")",
        _ => throw new InvalidOperationException("unknown expression"),
    };

    private static string Inside(Expression operand, int weakest) => operand.Binding >= weakest ? Of(operand) : "(" + Of(operand) + ")";

    // A minus may stand bare after ^, so that the canonical text never nests deeper than what was written.
    private static string Exponent(Expression operand) =>
        operand is Negation negation ? "-" + Exponent(negation.Operand) : Inside(operand, 8);
}
