namespace LoraCluster.FineTuning.Engine;

/// <summary>What one fine-tuning gave.</summary>
/// <param name="LearningRate">The learning rate that the validation split chose.</param>
/// <param name="Steps">Steps of the optimiser.</param>
/// <param name="TrainableParameters">Numbers that were trained.</param>
/// <param name="TrainLoss">Mean loss over the last epoch's batches, nats.</param>
/// <param name="ErrorBefore">Share of the test split answered wrongly before, 0 … 1.</param>
/// <param name="Error">The same afterwards.</param>
/// <param name="BaseDirectory">A model directory with the weights before.</param>
public sealed record FineTuneReport(
    double LearningRate, long Steps, long TrainableParameters, double TrainLoss, double ErrorBefore, double Error, string BaseDirectory);
