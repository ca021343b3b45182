namespace LoraCluster.Training.Optimizing;

/// <summary>What a training tells of itself.</summary>
/// <param name="Steps">Steps of the optimiser.</param>
/// <param name="TrainLoss">Mean loss of the last epoch's batches, as they were met.</param>
internal sealed record TrainingResult(long Steps, double TrainLoss);
