namespace LoraCluster.Training.Optimizing;

/// <summary>How a network is trained: the learning rate rises over the first 6 % of the steps and falls linearly to 0.</summary>
/// <param name="Optimizer"><c>adamw</c> (no weight decay) or <c>sgd</c> (momentum 0.9).</param>
/// <param name="LearningRate">The highest learning rate.</param>
/// <param name="Epochs">Passes over the samples.</param>
/// <param name="BatchSize">Samples of a step; the last ones of an epoch that fill no batch are left out, except where there is no other.</param>
internal sealed record TrainingPlan(string Optimizer, double LearningRate, int Epochs, int BatchSize)
{
    private const double Rise = 0.06;

    /// <summary>Steps of an epoch.</summary>
    public int StepsPerEpoch(int samples) => Math.Max(1, samples / BatchSize);

    /// <summary>The learning rate of a step, from 0.</summary>
    public double RateAt(long step, long steps)
    {
        double rise = Math.Max(1, Math.Ceiling(Rise * steps));
        return LearningRate * (step < rise ? (step + 1) / rise : (steps - step) / (steps - rise + 1));
    }
}
