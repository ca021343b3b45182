using LoraCluster.FineTuning;
using static TorchSharp.torch;

namespace LoraCluster.Training.Networks;

/// <summary>A network without its numbers: which weights it has, and what it computes of them.</summary>
internal interface INetwork
{
    /// <summary>The matrices that LoRA can update and whose change has a spectrum, in the order of the forward pass.</summary>
    IReadOnlyList<WeightShape> Matrices { get; }

    /// <summary>
    /// The output of a batch. The embedded networks take batch × 784 pixels and answer batch × classes; language models take batch × tokens (64-bit indices) and answer batch × tokens × width, before the
    /// head.
    /// </summary>
    Tensor Forward(WeightSet weights, Tensor input);
}
