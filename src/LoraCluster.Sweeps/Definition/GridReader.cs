using System.Numerics;
using LoraCluster.Sweeps.Definition.Text;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Expressions;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Reads one mapping of <c>grid</c>.</summary>
internal sealed class GridReader(IReadOnlyList<ParameterSpec> parameters, SpecErrors errors)
{
    private const string Where = "where";

    private readonly SourceReader _sources = new(parameters, errors);
    private readonly FormulaOrder _order = new(parameters, errors);

    /// <summary>The grid, or null with errors noted.</summary>
    public GridSource? Read(SpecNode node, string field)
    {
        if (MappingReader.Expect(node, field, "a mapping of parameters to values", errors) is not { } mapping)
        {
            return null;
        }

        if (mapping.Entries.Count == 0)
        {
            errors.Add(mapping.At, field, "the grid is empty", "{}", "a value for " + string.Join(", ", Required()));
            return null;
        }

        int before = errors.Count;
        MappingReader.RefuseUnknown(mapping, field + ".", [.. parameters.Select(p => p.Name), Where], errors);
        MappingReader.RequireAll(mapping, field, Required(), errors);
        var sources = Sources(mapping, field);
        var conditions = Conditions(mapping.Find(Where)?.Value, field + "." + Where);
        var formulas = sources.Where(s => s.Value is FormulaSource).ToDictionary(s => s.Key, s => ((FormulaSource)s.Value).Formula);
        var order = _order.Sort(formulas, mapping, field);
        return errors.Count > before || Lacks(sources) ? null : Build(mapping, field, sources, order, conditions);
    }

    // True without an error of ours where what was written is no value at all (an alias, say): whoever read the text has said so.
    private bool Lacks(Dictionary<int, ParameterSource> sources) => parameters.Index().Any(p => p.Item.Default is null && !sources.ContainsKey(p.Index));

    private IEnumerable<string> Required() => parameters.Where(p => p.Default is null).Select(p => p.Name);

    private Dictionary<int, ParameterSource> Sources(SpecMapping mapping, string field)
    {
        var sources = new Dictionary<int, ParameterSource>();
        foreach (var entry in mapping.Entries)
        {
            int parameter = parameters.TakeWhile(p => p.Name != entry.Key).Count();
            if (parameter < parameters.Count && _sources.Read(parameter, entry.Value, field + "." + entry.Key) is { } source)
            {
                sources.Add(parameter, source);
            }
        }

        return sources;
    }

    private List<Expression> Conditions(SpecNode? node, string field)
    {
        var conditions = new List<Expression>();
        IReadOnlyList<SpecNode> items = node is SpecSequence list ? list.Items : node is null ? [] : [node];
        if (node is SpecSequence { Items.Count: 0 })
        {
            errors.Add(node.At, field, "the list is empty", "[]", "a condition, or no where at all");
        }

        foreach (var item in items)
        {
            if (new ScalarReader(errors).Scalar(item, field, "a condition such as 'n >= 10'") is { } scalar
                && _sources.Formula(scalar, field, ExpressionType.Truth) is { } condition)
            {
                conditions.Add(condition);
            }
        }

        return conditions;
    }

    private GridSource? Build(
        SpecMapping mapping,
        string field,
        Dictionary<int, ParameterSource> sources,
        IReadOnlyList<int> order,
        List<Expression> conditions)
    {
        var constants = new ParameterValue[parameters.Count];
        for (int i = 0; i < constants.Length; i++)
        {
            constants[i] = sources.GetValueOrDefault(i) is ConstantSource constant ? constant.Value : parameters[i].Default ?? default;
        }

        var varying = sources.Where(s => s.Value is AxisSource).Select(s => s.Key).ToHashSet();
        var derived = new List<DerivedParameter>();
        int before = errors.Count;
        foreach (int parameter in order)
        {
            var formula = new DerivedParameter(parameter, parameters[parameter], ((FormulaSource)sources[parameter]).Formula);
            if (formula.Formula.Mentions().Overlaps(varying))
            {
                varying.Add(parameter);
                derived.Add(formula);
            }
            else
            {
                Fold(formula, constants, mapping, field);
            }
        }

        return errors.Count > before ? null : Source(mapping, field, sources, constants, derived, conditions);
    }

    // What depends on nothing that varies is a constant: one normal form, and its errors need no cell.
    private void Fold(DerivedParameter formula, ParameterValue[] constants, SpecMapping mapping, string field)
    {
        if (!formula.TryEvaluate(constants, out var value))
        {
            var problem = formula.Problem(constants);
            errors.Add(
                mapping.Find(formula.Spec.Name)!.Value.At,
                field + "." + formula.Spec.Name,
                problem.Problem,
                problem.Got,
                problem.Expected,
                problem.Hint);
            return;
        }

        constants[formula.Parameter] = value;
    }

    private GridSource Source(
        SpecMapping mapping,
        string field,
        Dictionary<int, ParameterSource> sources,
        ParameterValue[] constants,
        List<DerivedParameter> derived,
        List<Expression> conditions)
    {
        var axes = mapping.Entries
            .Select(e => parameters.TakeWhile(p => p.Name != e.Key).Count())
            .Select(i => sources.GetValueOrDefault(i))
            .OfType<AxisSource>()
            .ToList();
        var places = mapping.Entries.ToDictionary(e => e.Key, e => e.Value.At, StringComparer.Ordinal);
        List<(string, BigInteger)> factors = [.. axes.Select(a => (parameters[a.Axis.Parameter].Name, a.Size))];
        var size = factors.Aggregate(BigInteger.One, (product, factor) => product * factor.Item2);
        var section = size > long.MaxValue ? null : new GridSection(constants, [.. axes.Select(a => a.Axis)], derived, conditions);
        return new GridSource(mapping.At, field, places, factors, section);
    }
}
