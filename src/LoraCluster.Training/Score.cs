namespace LoraCluster.Training;

/// <summary>How well a network answers a split.</summary>
/// <param name="Error">Share answered wrongly, 0 … 1.</param>
/// <param name="Loss">Mean negative log-likelihood of the right answers, nats.</param>
internal readonly record struct Score(double Error, double Loss);
