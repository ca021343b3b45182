using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LoraCluster.Training.Networks;

/// <summary>
/// What is trained, in one piece of memory, and its gradient in another: the parameters and their gradients are views. An optimiser then takes a few operations a step, not a few for each of dozens of
/// parameters.
/// </summary>
internal sealed class Trainable : IDisposable
{
    /// <summary>Copies what the parameters begin with, in this order; the tensors stay the caller's.</summary>
    public Trainable(IReadOnlyList<Tensor> beginnings)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Numbers = zeros(beginnings.Sum(tensor => tensor.numel())).DetachFromDisposeScope();
        Gradient = zeros_like(Numbers).DetachFromDisposeScope();
        var parameters = new List<Parameter>();
        long at = 0;
        foreach (Tensor beginning in beginnings)
        {
            long count = beginning.numel();
            Numbers.narrow(0, at, count).copy_(beginning.reshape(count));
            var parameter = new Parameter(Numbers.narrow(0, at, count).view(beginning.shape).detach().DetachFromDisposeScope());
            parameter.grad = Gradient.narrow(0, at, count).view(beginning.shape).DetachFromDisposeScope();
            parameters.Add(parameter);
            at += count;
        }

        Parameters = parameters;
    }

    /// <summary>All of them, one after the other.</summary>
    public Tensor Numbers { get; }

    /// <summary>The gradient of each number; backward passes add to it.</summary>
    public Tensor Gradient { get; }

    /// <summary>The parameters, in the order of the beginnings.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Parameter parameter in Parameters)
        {
            parameter.Dispose();
        }

        Numbers.Dispose();
        Gradient.Dispose();
    }
}
