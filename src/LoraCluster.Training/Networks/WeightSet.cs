using LoraCluster.FineTuning;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LoraCluster.Training.Networks;

/// <summary>
/// A network's numbers during one fine-tuning: those that it began with, which stay as they are, and what is trained: copies of all of them, or LoRA's factors beside the target matrices
/// (W x + scale · B A x; Hu et al., arXiv:2106.09685). A begins uniform in ±1/√inputs, as in PEFT, B at zero.
/// </summary>
internal sealed class WeightSet : IDisposable
{
    private readonly IReadOnlyDictionary<string, Tensor> _basis;
    private readonly Dictionary<string, Parameter> _copies = [];
    private readonly Dictionary<string, (Parameter A, Parameter B)> _factors = [];

    // Kept for as long as it is used: TorchSharp frees a number that only the native call still knows.
    private Scalar? _scale;

    private WeightSet(IReadOnlyDictionary<string, Tensor> basis) => _basis = basis;

    /// <summary>LoRA's factor of B A; 1 where there is none.</summary>
    public double Scale { get; private init; } = 1;

    /// <summary>What is trained; null where nothing is.</summary>
    public Trainable? Trainable { get; private set; }

    /// <summary>Numbers that are trained.</summary>
    public long TrainableCount => Trainable?.Numbers.numel() ?? 0;

    /// <summary>LoRA's factors by the name of the weight they update: A is rank × inputs, B outputs × rank.</summary>
    public IReadOnlyDictionary<string, (Parameter A, Parameter B)> Factors => _factors;

    /// <summary>The numbers as they are, for evaluation.</summary>
    public static WeightSet Frozen(IReadOnlyDictionary<string, Tensor> basis) => new(basis);

    /// <summary>A copy of everything, to be trained.</summary>
    public static WeightSet Full(IReadOnlyDictionary<string, Tensor> basis)
    {
        string[] names = [.. basis.Keys.Order(StringComparer.Ordinal)];
        var set = new WeightSet(basis) { Trainable = new Trainable([.. names.Select(name => basis[name])]) };
        for (int i = 0; i < names.Length; i++)
        {
            set._copies.Add(names[i], set.Trainable.Parameters[i]);
        }

        return set;
    }

    /// <summary>Factors of this rank beside the matrices given; <paramref name="begin"/> fills A of a matrix.</summary>
    public static WeightSet Lora(IReadOnlyDictionary<string, Tensor> basis, IReadOnlyList<WeightShape> targets, int rank, double scale, Action<WeightShape, float[]> begin)
    {
        using var scope = NewDisposeScope();
        var beginnings = new List<Tensor>();
        foreach (WeightShape target in targets)
        {
            var values = new float[rank * target.Inputs];
            begin(target, values);
            beginnings.AddRange([tensor(values, rank, target.Inputs), zeros(target.Outputs, rank)]);
        }

        var set = new WeightSet(basis) { Scale = scale, _scale = scale, Trainable = new Trainable(beginnings) };
        for (int i = 0; i < targets.Count; i++)
        {
            set._factors.Add(targets[i].Name, (set.Trainable.Parameters[2 * i], set.Trainable.Parameters[(2 * i) + 1]));
        }

        return set;
    }

    /// <summary>The numbers of this name as they stand in the forward pass, without what LoRA adds; throws <see cref="KeyNotFoundException"/>.</summary>
    public Tensor this[string name] => _copies.TryGetValue(name, out Parameter? copy) ? copy : _basis[name];

    /// <summary>True for a name that the network has numbers of.</summary>
    public bool Has(string name) => _basis.ContainsKey(name);

    /// <summary>The linear map <paramref name="name"/>, with its bias where it has one and with LoRA's update.</summary>
    public Tensor Apply(string name, Tensor x)
    {
        string bias = name + ".bias";
        Tensor y = nn.functional.linear(x, this[name + ".weight"], Has(bias) ? this[bias] : null);
        return _factors.TryGetValue(name, out var factor) ? y.add(nn.functional.linear(nn.functional.linear(x, factor.A), factor.B), _scale!) : y;
    }

    /// <summary>What training added to a matrix, row by row in binary64; null where it could not change.</summary>
    public double[]? ChangeOf(WeightShape matrix)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        if (_factors.TryGetValue(matrix.Name, out var factor))
        {
            double[] product = [.. factor.B.to_type(ScalarType.Float64).matmul(factor.A.to_type(ScalarType.Float64)).data<double>()];
            return Array.ConvertAll(product, value => value * Scale);
        }

        string name = matrix.Name + ".weight";
        return _copies.TryGetValue(name, out Parameter? copy) ? [.. copy.to_type(ScalarType.Float64).sub(_basis[name].to_type(ScalarType.Float64)).data<double>()] : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Trainable?.Dispose();
        _scale?.Dispose();
    }
}
