namespace LoraCluster.FineTuning.Randomness;

/// <summary>What random words of a fine-tuning are for; adapters begin at <see cref="FirstWeight"/>, one for each weight.</summary>
public static class Purposes
{
    /// <summary>Which examples are trained and validated on.</summary>
    public const int Subset = 0;

    /// <summary>Which labels are wrong, and what they say instead.</summary>
    public const int LabelNoise = 1;

    /// <summary>The order of the examples.</summary>
    public const int Order = 2;

    /// <summary>The beginning of the first weight.</summary>
    public const int FirstWeight = 16;
}
