using LoraCluster.FineTuning.Pictures;
using LoraCluster.Training.Networks;
using static TorchSharp.torch;

namespace LoraCluster.Training.Pictures;

/// <summary>What all trials of embedded tasks share: the data, its test splits, the pre-trained networks. Thread-safe; nothing in it changes once it is there.</summary>
internal sealed class PictureLibrary(Func<string, IReadOnlyDictionary<string, Tensor>> pretrained)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PictureSamples> _tests = [];
    private readonly Dictionary<string, double> _sourceErrors = [];
    private readonly Dictionary<string, (INetwork, IReadOnlyDictionary<string, Tensor>)> _networks = [];

    /// <summary>The data; throws <see cref="LoraCluster.FineTuning.FineTuneException"/> where it is not installed.</summary>
    public FashionMnist Data => FashionMnist.Instance;

    /// <summary>A network by its name.</summary>
    public static INetwork NetworkOf(string model) => model == "mlp" ? new MlpNetwork() : new TransformerNetwork();

    /// <summary>A network and its pre-trained numbers.</summary>
    public (INetwork Network, IReadOnlyDictionary<string, Tensor> Weights) Pretrained(string model)
    {
        lock (_gate)
        {
            return _networks.TryGetValue(model, out var known) ? known : _networks[model] = (NetworkOf(model), pretrained(model));
        }
    }

    /// <summary>The error of a network on the source task before it is tuned: the same in all trials.</summary>
    public double SourceErrorOf(string model)
    {
        (INetwork network, IReadOnlyDictionary<string, Tensor> weights) = Pretrained(model);
        PictureSamples test = TestOf(PictureTask.Source);
        lock (_gate)
        {
            return _sourceErrors.TryGetValue(model, out double known) ? known : _sourceErrors[model] = test.Evaluate(network, WeightSet.Frozen(weights)).Error;
        }
    }

    /// <summary>The test split of a task.</summary>
    public PictureSamples TestOf(string task)
    {
        lock (_gate)
        {
            return _tests.TryGetValue(task, out var known) ? known : _tests[task] = new PictureSamples(PictureTask.TestSplit(Data, task));
        }
    }
}
