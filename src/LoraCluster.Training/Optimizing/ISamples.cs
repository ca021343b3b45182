using LoraCluster.Training.Networks;
using static TorchSharp.torch;

namespace LoraCluster.Training.Optimizing;

/// <summary>What a network learns from.</summary>
internal interface ISamples
{
    /// <summary>Samples.</summary>
    int Count { get; }

    /// <summary>Mean loss of some samples, a number with a gradient.</summary>
    Tensor Loss(INetwork network, WeightSet weights, ReadOnlySpan<int> batch);
}
