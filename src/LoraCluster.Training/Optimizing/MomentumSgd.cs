using LoraCluster.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace LoraCluster.Training.Optimizing;

/// <summary>Gradient descent with momentum 0.9, as PyTorch's SGD without dampening.</summary>
internal sealed class MomentumSgd(long numbers) : IOptimizer
{
    private readonly Tensor _velocity = zeros(numbers).DetachFromDisposeScope();
    private readonly Scalar _momentum = 0.9;

    public void Step(Trainable trained, double learningRate)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using Scalar step = -learningRate;
        _velocity.mul_(_momentum).add_(trained.Gradient);
        trained.Numbers.add_(_velocity, step);
    }

    public void Dispose()
    {
        _velocity.Dispose();
        _momentum.Dispose();
    }
}
