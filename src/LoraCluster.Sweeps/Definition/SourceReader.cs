using LoraCluster.Sweeps.Definition.Text;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Expressions;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Reads what stands after a parameter's name: a value, a list, an arithmetic axis or an expression.</summary>
internal sealed class SourceReader(IReadOnlyList<ParameterSpec> parameters, SpecErrors errors)
{
    private readonly ScalarReader _scalars = new(errors);
    private readonly SpacingReader _spacings = new(errors);

    /// <summary>The source, or null with errors noted.</summary>
    /// <param name="parameter">The parameter's place in the experiment's order.</param>
    /// <param name="node">What stands after its name.</param>
    /// <param name="field">The field's path, for messages.</param>
    public ParameterSource? Read(int parameter, SpecNode node, string field)
    {
        var spec = parameters[parameter];
        return node switch
        {
            SpecSequence list => List(parameter, list, field),
            SpecMapping mapping => _spacings.Read(parameter, spec, mapping, field),
            SpecScalar scalar when IsFormula(scalar, spec) => Formula(scalar, field, ExpressionType.Number) is { } formula ? new FormulaSource(formula) : null,
            _ => _scalars.Value(node, field, spec) is { } value ? new ConstantSource(value) : null,
        };
    }

    /// <summary>An expression of the type wanted, or null with an error noted at its very column.</summary>
    public Expression? Formula(SpecScalar scalar, string field, ExpressionType wanted)
    {
        try
        {
            return ExpressionParser.Parse(scalar.Value, parameters, wanted);
        }
        catch (ExpressionException problem)
        {
            var at = scalar.Verbatim is { } lead ? scalar.At with { Column = scalar.At.Column + lead + problem.Offset } : scalar.At;
            errors.Add(at, field, problem.Message, problem.Got, problem.Expected, problem.Hint);
            return null;
        }
    }

    private static bool IsFormula(SpecScalar scalar, ParameterSpec spec) =>
        spec.Kind is ParameterKind.Integer or ParameterKind.Real
        && !CoreScalar.IsNumber(scalar.Value)
        && !CoreScalar.IsNonFinite(scalar.Value)
        && !CoreScalar.IsNull(scalar)
        && CoreScalar.Truth(scalar) is null
        && !string.IsNullOrWhiteSpace(scalar.Value);

    private ParameterSource? List(int parameter, SpecSequence list, string field)
    {
        var spec = parameters[parameter];
        if (list.Items.Count == 0)
        {
            errors.Add(list.At, field, "the list is empty", "[]", "at least one value");
            return null;
        }

        int before = errors.Count;
        var values = new List<ParameterValue>();
        var seen = new Dictionary<ParameterValue, SpecPosition>();
        foreach (var item in list.Items)
        {
            if (Item(item, field, spec) is not { } value)
            {
                continue;
            }

            if (!seen.TryAdd(value, item.At))
            {
                errors.Add(item.At, field, $"the same value twice: at {seen[value]} and at {item.At}", item.Describe(), "each value once");
            }

            values.Add(value);
        }

        return errors.Count > before ? null
            : values.Count == 0 ? null
            : values.Count == 1 ? new ConstantSource(values[0])
            : new AxisSource(new ListAxis(parameter, values), values.Count);
    }

    private ParameterValue? Item(SpecNode item, string field, ParameterSpec spec)
    {
        if (item is SpecScalar scalar && scalar.Plain && IsFormula(scalar, spec))
        {
            errors.Add(
                item.At,
                field,
                "not a number",
                scalar.Value,
                spec.Expectation,
                "an expression stands alone after the parameter's name, never in a list");
            return null;
        }

        return _scalars.Value(item, field, spec);
    }
}
