using System.Globalization;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Expressions;

namespace LoraCluster.Sweeps.Grid;

/// <summary>A numeric parameter that follows from others.</summary>
/// <param name="Parameter">Its place in the experiment's order.</param>
/// <param name="Spec">What the experiment says about it.</param>
/// <param name="Formula">The expression that gives it.</param>
internal sealed record DerivedParameter(int Parameter, ParameterSpec Spec, Expression Formula)
{
    /// <summary>Computes the value; false where it does not exist or is not allowed (<see cref="Problem"/> says why).</summary>
    public bool TryEvaluate(ReadOnlySpan<ParameterValue> values, out ParameterValue value)
    {
        double number = Formula.Number(values);
        value = default;
        if (!double.IsFinite(number) || (Spec.Kind == ParameterKind.Integer && !WholeNumber.Is(number)))
        {
            return false;
        }

        value = Spec.Kind == ParameterKind.Integer ? ParameterValue.Of((long)number) : ParameterValue.Of(number);
        return Spec.Accepts(value);
    }

    /// <summary>Why the value is refused; only to be asked after <see cref="TryEvaluate"/> said no.</summary>
    public CellProblem Problem(ReadOnlySpan<ParameterValue> values)
    {
        double number = Formula.Number(values);
        string text = ExpressionText.Of(Formula);
        string got = text + " = " + number.ToString("R", CultureInfo.InvariantCulture);
        bool whole = Spec.Kind != ParameterKind.Integer || double.IsInteger(number);
        return !double.IsFinite(number)
            ? new CellProblem([Spec.Name], "the derived value is not finite", got, Spec.Expectation, "change the expression, or leave such cells out with where")
            : !whole
            ? new CellProblem([Spec.Name], "the derived value is not whole", got, Spec.Expectation, $"write int({text}), or floor, ceil or round")
            : new CellProblem([Spec.Name], "the derived value is out of range", got, Spec.Expectation, "change the expression, or leave such cells out with where");
    }
}
