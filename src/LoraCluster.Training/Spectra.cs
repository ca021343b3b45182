using System.Runtime.CompilerServices;
using LoraCluster.Checkpoints.Changes;
using LoraCluster.FineTuning;
using LoraCluster.Numerics.Estimators.Updates;
using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Training.Networks;
using static TorchSharp.torch;

namespace LoraCluster.Training;

/// <summary>The spectra of what training added to a network's matrices.</summary>
internal sealed class Spectra : IDisposable
{
    // The left singular vectors of what a network begins with are the same in all its trials.
    private static readonly ConditionalWeakTable<IReadOnlyDictionary<string, Tensor>, Dictionary<string, Tensor>> Known = [];

    private readonly SingularSpectrum _spectrum = new();

    /// <summary>One for every matrix that could change.</summary>
    public IReadOnlyList<(string Name, ModuleSpectrum Spectrum)> Of(INetwork network, WeightSet weights, IReadOnlyDictionary<string, Tensor> basis, bool withIntruders)
    {
        var spectra = new List<(string, ModuleSpectrum)>();
        foreach (WeightShape matrix in network.Matrices)
        {
            NativeWork.ThrowIfEnding();
            if (weights.ChangeOf(matrix) is { } change)
            {
                spectra.Add((matrix.Name, Of(matrix, change) with { IntruderDimensions = withIntruders ? Intruders(matrix, change, basis) : null }));
            }
        }

        return spectra;
    }

    public void Dispose() => _spectrum.Dispose();

    private ModuleSpectrum Of(WeightShape matrix, double[] change)
    {
        double[] singular = change.All(value => value == 0)
            ? new double[Math.Min(matrix.Outputs, matrix.Inputs)]
            : _spectrum.All(matrix.Outputs, matrix.Inputs, (row, from, into) => change.AsSpan((row * matrix.Inputs) + from, into.Length).CopyTo(into));
        return new ModuleSpectrum(matrix.Name, 0, matrix.Name, matrix.Outputs, matrix.Inputs, singular, Math.Sqrt(singular.Sum(value => value * value)), 0, 0);
    }

    private static int Intruders(WeightShape matrix, double[] change, IReadOnlyDictionary<string, Tensor> basis)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Tensor before = basis[matrix.Name + ".weight"].to_type(ScalarType.Float64), after = before + tensor(change, matrix.Outputs, matrix.Inputs);
        Tensor leading = LeftVectors(after).narrow(1, 0, Math.Min(IntruderDimensionsMeasure.Leading, Math.Min(matrix.Outputs, matrix.Inputs)));
        Tensor cosines = LeftVectorsOf(matrix, before, basis).transpose(0, 1).matmul(leading).abs().amax([0]);
        return cosines.data<double>().Count(cosine => cosine < IntruderDimensionsMeasure.CosineBelow);
    }

    private static Tensor LeftVectorsOf(WeightShape matrix, Tensor before, IReadOnlyDictionary<string, Tensor> basis)
    {
        Dictionary<string, Tensor> known = Known.GetOrCreateValue(basis);
        lock (known)
        {
            return known.TryGetValue(matrix.Name, out Tensor? vectors) ? vectors : known[matrix.Name] = LeftVectors(before).DetachFromDisposeScope();
        }
    }

    private static Tensor LeftVectors(Tensor weight) => linalg.svd(weight, fullMatrices: false).U;
}
