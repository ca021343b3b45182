namespace LoraCluster.FineTuning;

/// <summary>Where in a network a weight stands.</summary>
public enum WeightGroup
{
    /// <summary>Queries, keys, values and outputs of attention.</summary>
    Attention,

    /// <summary>The maps of perceptrons.</summary>
    Mlp,

    /// <summary>Embedding and head.</summary>
    Other,
}
