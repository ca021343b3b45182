using LoraCluster.FineTuning;
using LoraCluster.FineTuning.Texts;
using LoraCluster.Training.Networks;
using LoraCluster.Training.Optimizing;
using static TorchSharp.torch;

namespace LoraCluster.Training.Texts;

/// <summary>A trial of a language model on a directory of samples.</summary>
internal sealed class TextTrial : ITrialTask
{
    private readonly LanguageModel _model;
    private readonly TextTask _task;
    private readonly SampleEncoder _encoder;
    private readonly IReadOnlyList<TextSample> _validation;

    public TextTrial(LanguageModel model, TextTask task, FineTuneSetting setting, ulong seed, ulong dataHash, uint trial)
    {
        (IReadOnlyList<TextSample> train, _validation) = task.Draw(setting, seed, dataHash, trial);
        if (train.Count < setting.BatchSize)
        {
            throw new FineTuneException($"{task.Path}: {train.Count} training samples; expected at least a batch, {setting.BatchSize}");
        }

        _model = model;
        _task = task;
        _encoder = new SampleEncoder(model.Tokenizer, setting.MaxTokens, model.Config.EndToken);
        Train = new TokenSamples([.. train.Select(sample => _encoder.Encode(sample, sample.Answer))]);
    }

    public INetwork Network => _model.Network;

    public IReadOnlyDictionary<string, Tensor> Basis => _model.Weights;

    public ISamples Train { get; }

    public Score Validate(WeightSet weights) => ChoiceScore.Of(_model.Network, weights, _validation, _encoder);

    public Score Test(WeightSet weights) => ChoiceScore.Of(_model.Network, weights, _task.Test, _encoder);

    public double? Forgetting(WeightSet weights) => null;

    public void Dispose()
    {
    }
}
