namespace LoraCluster.FineTuning;

/// <summary>A weight matrix of a network.</summary>
/// <param name="Name">Its name, without <c>.weight</c>.</param>
/// <param name="Outputs">Rows.</param>
/// <param name="Inputs">Columns.</param>
/// <param name="Group">Which of LoRA's targets it belongs to.</param>
public sealed record WeightShape(string Name, int Outputs, int Inputs, WeightGroup Group)
{
    /// <summary>True where LoRA updates it: <paramref name="targets"/> is <c>all</c>, <c>attention</c> or <c>mlp</c>.</summary>
    public bool IsTarget(string targets) => targets switch { "attention" => Group == WeightGroup.Attention, "mlp" => Group == WeightGroup.Mlp, _ => true };
}
