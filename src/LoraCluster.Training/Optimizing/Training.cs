using LoraCluster.FineTuning.Randomness;
using LoraCluster.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace LoraCluster.Training.Optimizing;

/// <summary>The training loop.</summary>
internal static class Training
{
    private const double NormMax = 1;

    /// <summary>Trains what a weight set leaves to be trained. Gradients are clipped to norm 1. Null where the loss became infinite or no number: training diverged.</summary>
    public static TrainingResult? Run(INetwork network, WeightSet weights, ISamples samples, TrainingPlan plan, KeyedSequence order)
    {
        Trainable trained = weights.Trainable ?? throw new ArgumentException("nothing is to be trained", nameof(weights));
        int perEpoch = plan.StepsPerEpoch(samples.Count), batch = Math.Min(plan.BatchSize, samples.Count);
        long steps = (long)perEpoch * plan.Epochs;
        int[] indices = [.. Enumerable.Range(0, samples.Count)];
        using IOptimizer optimizer = plan.Optimizer == "sgd" ? new MomentumSgd(weights.TrainableCount) : new AdamW(weights.TrainableCount);
        double lastEpoch = 0;
        for (int epoch = 0; epoch < plan.Epochs; epoch++)
        {
            order.Shuffle(indices);
            lastEpoch = 0;
            for (int step = 0; step < perEpoch; step++)
            {
                NativeWork.ThrowIfEnding();
                using var scope = NewDisposeScope();
                trained.Gradient.zero_();
                Tensor loss = samples.Loss(network, weights, indices.AsSpan(step * batch, batch));
                float value = loss.item<float>();
                if (!float.IsFinite(value))
                {
                    return null;
                }

                loss.backward();
                Clip(trained.Gradient);
                optimizer.Step(trained, plan.RateAt(((long)epoch * perEpoch) + step, steps));
                lastEpoch += value;
            }
        }

        return new TrainingResult(steps, lastEpoch / perEpoch);
    }

    private static void Clip(Tensor gradient)
    {
        double norm = gradient.norm().item<float>();
        if (norm > NormMax)
        {
            using Scalar factor = NormMax / norm;
            gradient.mul_(factor);
        }
    }
}
