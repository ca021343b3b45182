using LoraCluster.FineTuning.Pictures;
using LoraCluster.Training.Networks;
using LoraCluster.Training.Optimizing;
using static TorchSharp.torch;

namespace LoraCluster.Training.Pictures;

/// <summary>Pictures as tensors: cross-entropy to learn from, errors to be judged by.</summary>
internal sealed class PictureSamples : ISamples, IDisposable
{
    private const int EvaluatedAtOnce = 1000;

    private readonly Tensor _pixels;
    private readonly Tensor _labels;

    public PictureSamples(PictureSplit split)
    {
        // A clone lies where libtorch puts its tensors; what wraps an array may lie anywhere, and some kernels add up in another order there.
        using Tensor pixels = tensor(split.Pixels, split.Count, split.Pixels.Length / split.Count);
        _pixels = pixels.clone().DetachFromDisposeScope();
        _labels = tensor(split.Labels).DetachFromDisposeScope();
        Count = split.Count;
    }

    public int Count { get; }

    public Tensor Loss(INetwork network, WeightSet weights, ReadOnlySpan<int> batch)
    {
        Tensor chosen = tensor(batch.ToArray().Select(i => (long)i).ToArray());
        return nn.functional.cross_entropy(network.Forward(weights, _pixels.index_select(0, chosen)), _labels.index_select(0, chosen));
    }

    /// <summary>Error and loss of all of them.</summary>
    public Score Evaluate(INetwork network, WeightSet weights)
    {
        using var _ = no_grad();
        double wrong = 0, loss = 0;
        for (int start = 0; start < Count; start += EvaluatedAtOnce)
        {
            NativeWork.ThrowIfEnding();
            using var scope = NewDisposeScope();
            int size = Math.Min(EvaluatedAtOnce, Count - start);
            Tensor labels = _labels.narrow(0, start, size), logits = network.Forward(weights, _pixels.narrow(0, start, size));
            wrong += size - logits.argmax(1).eq(labels).sum().item<long>();
            loss += nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.Sum).item<float>();
        }

        return new Score(wrong / Count, loss / Count);
    }

    public void Dispose()
    {
        _pixels.Dispose();
        _labels.Dispose();
    }
}
