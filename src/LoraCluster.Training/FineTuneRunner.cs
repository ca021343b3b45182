using LoraCluster.Checkpoints.Changes;
using LoraCluster.FineTuning;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Training.Networks;

namespace LoraCluster.Training;

/// <summary>Runs trials: every method once per trial, then all that is measured of it.</summary>
internal sealed class FineTuneRunner(Func<FineTuneSetting, ulong, ulong, uint, ITrialTask> open) : ITrialRunner
{
    private readonly Spectra _spectra = new();

    public void Run(Cell cell, IReadOnlyList<Outcome> outcomes, ulong seed, ulong dataHash, long firstTrial, int trialCount, Span<double> losses)
    {
        using IDisposable work = NativeWork.Begin();
        FineTuneSetting setting = FineTuneParameters.SettingOf(cell);
        for (int t = 0; t < trialCount; t++)
        {
            uint trial = checked((uint)(firstTrial + t));
            Span<double> row = losses.Slice(t * outcomes.Count, outcomes.Count);
            using ITrialTask task = open(setting, seed, dataHash, trial);
            foreach (var method in outcomes.Select((outcome, place) => (Outcome: outcome, Place: place)).GroupBy(o => o.Outcome.Rank))
            {
                TuningResult? result = Tuning.Run(task, setting, method.Key, seed, dataHash, trial);
                using WeightSet? weights = result?.Weights;
                var values = result is null ? null : new Measured(task, result, _spectra, method.Any(o => o.Outcome.Measure == Measures.IntruderDimensions));
                foreach (var (outcome, place) in method)
                {
                    row[place] = values?.Of(outcome.Measure) ?? double.NaN;
                }
            }
        }
    }

    public void Dispose() => _spectra.Dispose();

    // What is asked for is computed once, when it is first asked for.
    private sealed class Measured(ITrialTask task, TuningResult result, Spectra spectra, bool withIntruders)
    {
        private readonly Lazy<Score> _test = new(() => task.Test(result.Weights));
        private readonly Lazy<IReadOnlyList<(string Name, ModuleSpectrum Spectrum)>> _changes = new(() => spectra.Of(task.Network, result.Weights, task.Basis, withIntruders));

        public double Of(string measure) => measure switch
        {
            Outcome.Risk => _test.Value.Error,
            Measures.Accuracy => 1 - _test.Value.Error,
            Measures.TestLoss => _test.Value.Loss,
            Measures.TrainLoss => result.Training.TrainLoss,
            Measures.LearningRate => result.LearningRate,
            Measures.TrainableParameters => result.Weights.TrainableCount,
            Measures.Steps => result.Training.Steps,
            Measures.Forgetting => task.Forgetting(result.Weights) ?? double.NaN,
            Measures.IntruderDimensions => _changes.Value.Average(change => change.Spectrum.IntruderDimensions ?? double.NaN),
            _ when measure.StartsWith("validation_error_", StringComparison.Ordinal) => result.ValidationErrors[Number(measure["validation_error_".Length..]) - 1],
            _ => Rank(measure),
        };

        // rank_P is the median over weights; rank_P.NAME one weight's, 0 where LoRA leaves it alone.
        private double Rank(string measure)
        {
            string[] parts = measure.Split('.', 2);
            double share = Number(parts[0]["rank_".Length..]) / 100.0;
            return parts.Length == 2
                ? _changes.Value.Where(change => change.Name == parts[1]).Select(change => (double)change.Spectrum.RankAt(share)!).SingleOrDefault(0)
                : Median([.. _changes.Value.Select(change => (double)change.Spectrum.RankAt(share)!).Order()]);
        }

        private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
