using LoraCluster.Sweeps.Definition.Text;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Expressions;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Orders derived parameters so that each comes after those it depends on.</summary>
internal sealed class FormulaOrder(IReadOnlyList<ParameterSpec> parameters, SpecErrors errors)
{
    /// <summary>The order, the experiment's own where it is free; where there is a cycle, an error at each of its members.</summary>
    public IReadOnlyList<int> Sort(IReadOnlyDictionary<int, Expression> formulas, SpecMapping mapping, string field)
    {
        var order = new List<int>();
        var waiting = formulas.Keys.Order().ToList();
        while (waiting.Count > 0)
        {
            int next = waiting.FindIndex(p => !formulas[p].Mentions().Overlaps(waiting));
            if (next < 0)
            {
                Refuse([.. waiting.Where(p => Reaches(formulas, p, p))], mapping, field);
                return order;
            }

            order.Add(waiting[next]);
            waiting.RemoveAt(next);
        }

        return order;
    }

    private static bool Reaches(IReadOnlyDictionary<int, Expression> formulas, int from, int to)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>([from]);
        while (open.TryPop(out int current))
        {
            foreach (int mentioned in formulas.TryGetValue(current, out var formula) ? formula.Mentions() : new HashSet<int>())
            {
                if (mentioned == to)
                {
                    return true;
                }

                if (seen.Add(mentioned))
                {
                    open.Push(mentioned);
                }
            }
        }

        return false;
    }

    private void Refuse(IReadOnlyList<int> cycle, SpecMapping mapping, string field)
    {
        string members = string.Join(", ", cycle.Select(p => parameters[p].Name));
        foreach (string name in cycle.Select(p => parameters[p].Name))
        {
            errors.Add(
                mapping.Find(name)!.Value.At,
                field + "." + name,
                "derived parameters depend on each other in a circle",
                members,
                "an expression over other parameters");
        }
    }
}
