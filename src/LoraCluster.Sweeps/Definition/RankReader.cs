using LoraCluster.Sweeps.Definition.Text;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Reads <c>lora_ranks</c>: <c>all</c>, one rank or a list.</summary>
internal sealed class RankReader(SpecErrors errors)
{
    private const string Field = "lora_ranks";
    private const string One = "an integer from 1 to 2147483647";

    private readonly ScalarReader _scalars = new(errors);

    /// <summary>The ranks, or null with errors noted.</summary>
    public RankSelection? Read(SpecNode node)
    {
        if (node is SpecScalar { Value: "all" })
        {
            return RankSelection.All;
        }

        if (node is SpecSequence { Items.Count: 0 })
        {
            errors.Add(node.At, Field, "the list is empty", "[]", "at least one rank, or all");
            return null;
        }

        int before = errors.Count;
        var seen = new Dictionary<int, SpecPosition>();
        foreach (var item in node is SpecSequence list ? list.Items : [node])
        {
            string expected = node is SpecSequence ? One : One + ", a list of these, or all";
            if (_scalars.Whole(item, Field, 1, int.MaxValue, expected) is { } rank && !seen.TryAdd((int)rank, item.At))
            {
                errors.Add(item.At, Field, $"the same rank twice: at {seen[(int)rank]} and at {item.At}", item.Describe(), "each rank once");
            }
        }

        return errors.Count > before || seen.Count == 0 ? null : RankSelection.Of(seen.Keys);
    }
}
