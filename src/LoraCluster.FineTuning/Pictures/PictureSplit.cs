namespace LoraCluster.FineTuning.Pictures;

/// <summary>Pictures as networks take them, with the classes that a task gives them.</summary>
/// <param name="Pixels">Count × 784, about mean 0 and variance 1 in the source task.</param>
/// <param name="Labels">A class of each, 0 … 9.</param>
public sealed record PictureSplit(float[] Pixels, long[] Labels)
{
    /// <summary>Pictures.</summary>
    public int Count => Labels.Length;
}
