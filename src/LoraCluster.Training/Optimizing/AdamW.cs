using LoraCluster.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace LoraCluster.Training.Optimizing;

/// <summary>AdamW (Loshchilov and Hutter, arXiv:1711.05101) without weight decay: β 0.9 and 0.999, ε 10⁻⁸, as PyTorch's.</summary>
internal sealed class AdamW(long numbers) : IOptimizer
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;

    private readonly Tensor _mean = zeros(numbers).DetachFromDisposeScope();
    private readonly Tensor _square = zeros(numbers).DetachFromDisposeScope();
    private readonly Scalar _beta1 = Beta1;
    private readonly Scalar _beta2 = Beta2;
    private readonly Scalar _rest1 = 1 - Beta1;
    private readonly Scalar _rest2 = 1 - Beta2;
    private readonly Scalar _epsilon = 1e-8;
    private double _power1 = 1;
    private double _power2 = 1;

    public void Step(Trainable trained, double learningRate)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        (_power1, _power2) = (_power1 * Beta1, _power2 * Beta2);
        using Scalar correction = Math.Sqrt(1 - _power2), step = -learningRate / (1 - _power1);
        _mean.mul_(_beta1).add_(trained.Gradient, _rest1);
        _square.mul_(_beta2).addcmul_(trained.Gradient, trained.Gradient, _rest2);
        trained.Numbers.addcdiv_(_mean, _square.sqrt().div_(correction).add_(_epsilon), step);
    }

    public void Dispose()
    {
        _mean.Dispose();
        _square.Dispose();
        foreach (Scalar scalar in (Scalar[])[_beta1, _beta2, _rest1, _rest2, _epsilon])
        {
            scalar.Dispose();
        }
    }
}
