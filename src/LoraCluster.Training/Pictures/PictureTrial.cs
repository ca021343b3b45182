using LoraCluster.FineTuning;
using LoraCluster.FineTuning.Pictures;
using LoraCluster.Training.Networks;
using LoraCluster.Training.Optimizing;
using static TorchSharp.torch;

namespace LoraCluster.Training.Pictures;

/// <summary>A trial of an embedded task.</summary>
internal sealed class PictureTrial : ITrialTask
{
    private readonly PictureLibrary _library;
    private readonly string _model;
    private readonly string _task;
    private readonly PictureSamples _train;
    private readonly PictureSamples _validation;

    public PictureTrial(PictureLibrary library, FineTuneSetting setting, ulong seed, ulong dataHash, uint trial)
    {
        (PictureSplit train, PictureSplit validation) = PictureTask.Draw(library.Data, setting, seed, dataHash, trial);
        _model = setting.Model;
        (_library, _task, _train, _validation) = (library, setting.Task, new PictureSamples(train), new PictureSamples(validation));
        (Network, Basis) = library.Pretrained(setting.Model);
    }

    public INetwork Network { get; }

    public IReadOnlyDictionary<string, Tensor> Basis { get; }

    public ISamples Train => _train;

    public Score Validate(WeightSet weights) => _validation.Evaluate(Network, weights);

    public Score Test(WeightSet weights) => _library.TestOf(_task).Evaluate(Network, weights);

    public double? Forgetting(WeightSet weights) => _library.TestOf(PictureTask.Source).Evaluate(Network, weights).Error - _library.SourceErrorOf(_model);

    public void Dispose()
    {
        _train.Dispose();
        _validation.Dispose();
    }
}
