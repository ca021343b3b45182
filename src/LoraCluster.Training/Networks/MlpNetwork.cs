using LoraCluster.FineTuning;
using static TorchSharp.torch;

namespace LoraCluster.Training.Networks;

/// <summary>Pixels, two hidden layers with ReLU, classes.</summary>
internal sealed class MlpNetwork : INetwork
{
    public IReadOnlyList<WeightShape> Matrices => EmbeddedNetworks.Matrices("mlp");

    public Tensor Forward(WeightSet weights, Tensor input)
    {
        Tensor x = weights.Apply("blocks.0.fc", input).relu();
        return weights.Apply("head", weights.Apply("blocks.1.fc", x).relu());
    }
}
