using LoraCluster.Checkpoints.Adapters;
using LoraCluster.Checkpoints.Models;
using LoraCluster.Checkpoints.Safetensors;

namespace LoraCluster.Checkpoints.Changes;

/// <summary>One weight before and after: what was added to it, row by row, with none of it in memory.</summary>
/// <param name="Name">Its layer and map.</param>
/// <param name="Base">The weight before.</param>
public sealed record WeightChange(ModuleName Name, Tensor Base)
{
    internal Tensor? Tuned { get; init; }

    internal LowRankUpdate? Update { get; init; }

    /// <summary>
    /// The weights of layers that a tuned model, an adapter, or both together change or could change: matrices of the same name in all of them. Throws <see cref="CheckpointException"/> where shapes differ,
    /// or an adapter is for another model.
    /// </summary>
    public static IReadOnlyList<WeightChange> Between(ModelDirectory model, ModelDirectory? tuned, Adapter? adapter)
    {
        if (adapter?.Updates.Keys.FirstOrDefault(name => !model.Tensors.ContainsKey(name)) is { } stranger)
        {
            throw new CheckpointException($"the adapter updates {stranger}, which the base model does not have");
        }

        var changes = new List<WeightChange>();
        foreach (Tensor weight in model.Tensors.Values.Where(tensor => tensor.IsMatrix))
        {
            if (ModuleName.Parse(weight.Name) is not { } name)
            {
                continue;
            }

            Tensor? after = tuned?.Tensors.GetValueOrDefault(weight.Name);
            LowRankUpdate? update = adapter?.Updates.GetValueOrDefault(weight.Name);
            if (tuned is not null && after is null)
            {
                throw new CheckpointException($"the tuned model has no {weight.Name}");
            }

            if (after is not null && !after.Shape.SequenceEqual(weight.Shape))
            {
                throw new CheckpointException($"{weight.Name} is {string.Join(" × ", weight.Shape)} in the base model and {string.Join(" × ", after.Shape)} in the tuned one");
            }

            if (update is not null && (update.Rows != weight.Rows || update.Columns != weight.Columns))
            {
                throw new CheckpointException($"{weight.Name} is {string.Join(" × ", weight.Shape)} in the base model and {update.Rows} × {update.Columns} in the adapter");
            }

            if (after is not null || update is not null)
            {
                changes.Add(new WeightChange(name, weight) { Tuned = after, Update = update });
            }
        }

        string[] usual = [.. ModuleName.Usual];
        return
        [
            .. changes.OrderBy(change => change.Name.Layer).ThenBy(change => Array.IndexOf(usual, change.Name.Module) is >= 0 and var place ? place : usual.Length)
                .ThenBy(change => change.Base.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Reads entries of a row of the change, from column <paramref name="from"/> on.</summary>
    public void ReadRow(int row, int from, Span<double> values)
    {
        values.Clear();
        if (Tuned is not null)
        {
            Tuned.ReadRow(row, from, values);
            double[] before = new double[values.Length];
            Base.ReadRow(row, from, before);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] -= before[i];
            }
        }

        Update?.AddRow(row, from, values);
    }

    /// <summary>Reads entries of a row of the weight after the change.</summary>
    public void ReadTunedRow(int row, int from, Span<double> values)
    {
        (Tuned ?? Base).ReadRow(row, from, values);
        Update?.AddRow(row, from, values);
    }
}
