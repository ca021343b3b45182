using LoraCluster.FineTuning;
using LoraCluster.FineTuning.Engine;
using LoraCluster.FineTuning.Texts;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;
using LoraCluster.Training.Networks;
using LoraCluster.Training.Pictures;
using LoraCluster.Training.Storage;
using LoraCluster.Training.Texts;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace LoraCluster.Training;

/// <summary>The door to this library. Every runner trains on one thread: sums over threads are taken in another order each time.</summary>
public sealed class TrainingEngine : IFineTuneEngine
{
    private readonly Lazy<string> _fingerprint;
    private readonly Pretraining _pretraining;
    private readonly PictureLibrary _pictures;
    private readonly TextLibrary _texts = new();

    /// <summary>Loads libtorch; throws what its loading throws.</summary>
    public TrainingEngine()
    {
        torch.set_num_threads(1);
        _fingerprint = new Lazy<string>(NumericSelfTest.Compute);
        _pretraining = new Pretraining(Path.Combine(UserCache.DirectoryPath, "pretrained"), _fingerprint.Value);
        _pictures = new PictureLibrary(_pretraining.Weights);
    }

    /// <inheritdoc/>
    public string NumericFingerprint() => _fingerprint.Value;

    /// <inheritdoc/>
    public ITrialRunner CreateRunner() => new FineTuneRunner(Open);

    /// <inheritdoc/>
    public FineTuneReport Tune(FineTuneSetting setting, int? rank, ulong seed, string outputDirectory)
    {
        using IDisposable work = NativeWork.Begin();
        using ITrialTask task = Open(setting, seed, 0, 0);
        string basis = DirectoryOf(setting);
        if (!Directory.Exists(basis))
        {
            throw new FineTuneException($"{basis}: the pre-trained network cannot be kept there; set {UserCache.Variable} to a directory that can be written");
        }

        double before = task.Test(WeightSet.Frozen(task.Basis)).Error;
        TuningResult tuned = Tuning.Run(task, setting, rank, seed, 0, 0) ?? throw new FineTuneException("training diverged at every learning rate; expected smaller ones");
        using WeightSet weights = tuned.Weights;
        if (rank is { } r)
        {
            AdapterStore.Write(outputDirectory, weights, setting, r, Path.GetFullPath(basis));
        }
        else
        {
            ModelStore.WriteTuned(outputDirectory, basis, task.Basis.Keys.ToDictionary(name => name, name => weights[name], StringComparer.Ordinal));
        }

        return new FineTuneReport(tuned.LearningRate, tuned.Training.Steps, weights.TrainableCount, tuned.Training.TrainLoss, before, task.Test(weights).Error, basis);
    }

    /// <inheritdoc/>
    public (double Error, double Loss) Evaluate(FineTuneSetting setting, string? tunedDirectory, string? adapterDirectory)
    {
        using IDisposable work = NativeWork.Begin();
        using ITrialTask task = Open(setting, 0, 0, 0);
        IReadOnlyDictionary<string, Tensor> weights = tunedDirectory is null ? task.Basis : ModelStore.ReadLike(tunedDirectory, task.Basis);
        using WeightSet set = adapterDirectory is null ? WeightSet.Frozen(weights) : AdapterStore.Read(adapterDirectory, task.Network, weights);
        Score score = task.Test(set);
        return (score.Error, score.Loss);
    }

    private string DirectoryOf(FineTuneSetting setting) => setting.IsEmbedded ? _pretraining.DirectoryOf(setting.Model) : ModelLocation.Of(setting.Model);

    private ITrialTask Open(FineTuneSetting setting, ulong seed, ulong dataHash, uint trial) => setting.IsEmbedded
        ? new PictureTrial(_pictures, setting, seed, dataHash, trial)
        : new TextTrial(_texts.ModelOf(setting.Model), _texts.TaskOf(setting.Task), setting, seed, dataHash, trial);
}
