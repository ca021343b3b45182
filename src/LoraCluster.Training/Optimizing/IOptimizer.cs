using LoraCluster.Training.Networks;

namespace LoraCluster.Training.Optimizing;

/// <summary>Changes what is trained by its gradient.</summary>
internal interface IOptimizer : IDisposable
{
    /// <summary>One step.</summary>
    void Step(Trainable trained, double learningRate);
}
