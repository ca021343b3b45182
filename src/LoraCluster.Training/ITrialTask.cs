using LoraCluster.Training.Networks;
using LoraCluster.Training.Optimizing;
using static TorchSharp.torch;

namespace LoraCluster.Training;

/// <summary>One trial's network and data.</summary>
internal interface ITrialTask : IDisposable
{
    /// <summary>The network.</summary>
    INetwork Network { get; }

    /// <summary>The numbers it begins with.</summary>
    IReadOnlyDictionary<string, Tensor> Basis { get; }

    /// <summary>What it is tuned on.</summary>
    ISamples Train { get; }

    /// <summary>The split that chooses learning rates.</summary>
    Score Validate(WeightSet weights);

    /// <summary>The test split.</summary>
    Score Test(WeightSet weights);

    /// <summary>Rise of the error on the source task's test split; null where the source task is not known.</summary>
    double? Forgetting(WeightSet weights);
}
