using LoraCluster.FineTuning;
using LoraCluster.FineTuning.Randomness;
using LoraCluster.Training.Networks;
using LoraCluster.Training.Optimizing;

namespace LoraCluster.Training;

/// <summary>Fine-tunes one network by one method at every learning rate and keeps what the validation split likes best: the smallest error, of equal ones the smallest loss.</summary>
internal static class Tuning
{
    /// <summary>Null where training diverges at every learning rate. The caller disposes of the weights.</summary>
    public static TuningResult? Run(ITrialTask task, FineTuneSetting setting, int? rank, ulong seed, ulong dataHash, uint trial)
    {
        IReadOnlyList<double> rates = setting.LearningRates(rank is not null);
        var errors = new double[rates.Count];
        (WeightSet Weights, TrainingResult Training, double Rate, Score Score)? best = null;
        for (int i = 0; i < rates.Count; i++)
        {
            WeightSet weights = Begin(task, setting, rank, seed, dataHash, trial);
            var plan = new TrainingPlan(setting.Optimizer, rates[i], setting.Epochs, setting.BatchSize);
            TrainingResult? training = Optimizing.Training.Run(task.Network, weights, task.Train, plan, new KeyedSequence(seed, dataHash, trial, Purposes.Order));
            Score score = training is null ? new Score(double.NaN, double.NaN) : task.Validate(weights);
            errors[i] = double.IsFinite(score.Loss) ? score.Error : double.NaN;
            if (training is not null && double.IsFinite(score.Loss) && (best is null || (score.Error, score.Loss).CompareTo((best.Value.Score.Error, best.Value.Score.Loss)) < 0))
            {
                best?.Weights.Dispose();
                best = (weights, training, rates[i], score);
            }
            else
            {
                weights.Dispose();
            }
        }

        return best is { } found ? new TuningResult(found.Weights, found.Training, found.Rate, errors) : null;
    }

    private static WeightSet Begin(ITrialTask task, FineTuneSetting setting, int? rank, ulong seed, ulong dataHash, uint trial)
    {
        if (rank is not { } r)
        {
            return WeightSet.Full(task.Basis);
        }

        var places = task.Network.Matrices.Select((matrix, i) => (matrix.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i, StringComparer.Ordinal);
        return WeightSet.Lora(
            task.Basis,
            [.. task.Network.Matrices.Where(matrix => matrix.IsTarget(setting.LoraTargets))],
            r,
            setting.ScaleOf(r),
            (matrix, a) => new KeyedSequence(seed, dataHash, trial, Purposes.FirstWeight + places[matrix.Name]).FillUniform(a, MathF.Sqrt(1f / matrix.Inputs)));
    }
}
