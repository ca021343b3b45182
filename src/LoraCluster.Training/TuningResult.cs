using LoraCluster.Training.Networks;
using LoraCluster.Training.Optimizing;

namespace LoraCluster.Training;

/// <summary>A method's best network over the learning rates tried.</summary>
/// <param name="Weights">Its numbers.</param>
/// <param name="Training">How it was trained.</param>
/// <param name="LearningRate">The learning rate chosen.</param>
/// <param name="ValidationErrors">The validation error of each learning rate; NaN where training diverged.</param>
internal sealed record TuningResult(WeightSet Weights, TrainingResult Training, double LearningRate, double[] ValidationErrors);
