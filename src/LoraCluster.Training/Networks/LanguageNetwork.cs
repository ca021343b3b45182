using LoraCluster.FineTuning;
using LoraCluster.FineTuning.Texts;
using static TorchSharp.torch;

namespace LoraCluster.Training.Networks;

/// <summary>
/// A language model of the Qwen2 and Llama families, in the names of Hugging Face's checkpoints: RMS norms, rotary positions (Su et al., arXiv:2104.09864), grouped queries (Ainslie et al.,
/// arXiv:2305.13245), gated perceptrons. Everything is computed in float32.
/// </summary>
internal sealed class LanguageNetwork : INetwork, IDisposable
{
    private const string Embedding = "model.embed_tokens.weight";
    private const string Head = "lm_head.weight";

    private readonly LanguageModelConfig _config;
    private readonly Tensor _epsilon;
    private readonly Tensor _frequencies;

    public LanguageNetwork(LanguageModelConfig config)
    {
        using var scope = NewDisposeScope();
        _config = config;
        _epsilon = tensor((float)config.NormEpsilon).DetachFromDisposeScope();
        Tensor exponents = arange(0, config.HeadWidth, 2, ScalarType.Float32) / config.HeadWidth;
        _frequencies = pow(tensor((float)config.RotaryBase), exponents.neg()).DetachFromDisposeScope();
        Matrices = [.. Enumerable.Range(0, config.Layers).SelectMany(Layer)];
    }

    public IReadOnlyList<WeightShape> Matrices { get; }

    /// <summary>Every tensor that the network needs, with its shape; biases of attention are used where they are there.</summary>
    public IEnumerable<(string Name, long[] Shape)> Needed(long vocabulary)
    {
        yield return (Embedding, [vocabulary, _config.Width]);
        yield return ("model.norm.weight", [_config.Width]);
        if (!_config.IsTied)
        {
            yield return (Head, [vocabulary, _config.Width]);
        }

        foreach (WeightShape matrix in Matrices)
        {
            yield return (matrix.Name + ".weight", [matrix.Outputs, matrix.Inputs]);
        }

        for (int layer = 0; layer < _config.Layers; layer++)
        {
            yield return (FormattableString.Invariant($"model.layers.{layer}.input_layernorm.weight"), [_config.Width]);
            yield return (FormattableString.Invariant($"model.layers.{layer}.post_attention_layernorm.weight"), [_config.Width]);
        }
    }

    public Tensor Forward(WeightSet weights, Tensor input)
    {
        Tensor x = weights[Embedding].index_select(0, input.flatten()).view(input.shape[0], input.shape[1], _config.Width);
        Tensor angles = arange(input.shape[1], ScalarType.Float32).unsqueeze(1) * _frequencies;
        Tensor both = cat([angles, angles], -1);
        (Tensor cos, Tensor sin) = (both.cos(), both.sin());
        for (int layer = 0; layer < _config.Layers; layer++)
        {
            string name = FormattableString.Invariant($"model.layers.{layer}.");
            x = x + Attention(weights, name + "self_attn.", Norm(weights, name + "input_layernorm", x), cos, sin);
            x = x + Perceptron(weights, name + "mlp.", Norm(weights, name + "post_attention_layernorm", x));
        }

        return Norm(weights, "model.norm", x);
    }

    /// <summary>Scores of all tokens of the vocabulary: … × width to … × vocabulary.</summary>
    public Tensor Logits(WeightSet weights, Tensor hidden) => nn.functional.linear(hidden, weights[_config.IsTied ? Embedding : Head]);

    public void Dispose()
    {
        _epsilon.Dispose();
        _frequencies.Dispose();
    }

    private IEnumerable<WeightShape> Layer(int layer)
    {
        string attention = FormattableString.Invariant($"model.layers.{layer}.self_attn."), mlp = FormattableString.Invariant($"model.layers.{layer}.mlp.");
        int queries = _config.Heads * _config.HeadWidth, keys = _config.KeyHeads * _config.HeadWidth;
        return
        [
            new(attention + "q_proj", queries, _config.Width, WeightGroup.Attention),
            new(attention + "k_proj", keys, _config.Width, WeightGroup.Attention),
            new(attention + "v_proj", keys, _config.Width, WeightGroup.Attention),
            new(attention + "o_proj", _config.Width, queries, WeightGroup.Attention),
            new(mlp + "gate_proj", _config.InnerWidth, _config.Width, WeightGroup.Mlp),
            new(mlp + "up_proj", _config.InnerWidth, _config.Width, WeightGroup.Mlp),
            new(mlp + "down_proj", _config.Width, _config.InnerWidth, WeightGroup.Mlp),
        ];
    }

    private Tensor Norm(WeightSet weights, string name, Tensor x) => x * (x.square().mean([-1], keepdim: true) + _epsilon).rsqrt() * weights[name + ".weight"];

    private static Tensor Perceptron(WeightSet weights, string name, Tensor x) =>
        weights.Apply(name + "down_proj", nn.functional.silu(weights.Apply(name + "gate_proj", x)) * weights.Apply(name + "up_proj", x));

    private Tensor Attention(WeightSet weights, string name, Tensor x, Tensor cos, Tensor sin)
    {
        Tensor Split(string map, int heads) => weights.Apply(name + map, x).view(x.shape[0], x.shape[1], heads, _config.HeadWidth).transpose(1, 2);
        Tensor queries = Rotate(Split("q_proj", _config.Heads), cos, sin), keys = Rotate(Split("k_proj", _config.KeyHeads), cos, sin), values = Split("v_proj", _config.KeyHeads);
        int shared = _config.Heads / _config.KeyHeads;
        Tensor mixed = nn.functional.scaled_dot_product_attention(queries, keys.repeat_interleave(shared, 1), values.repeat_interleave(shared, 1), is_casual: true);
        return weights.Apply(name + "o_proj", mixed.transpose(1, 2).reshape(x.shape[0], x.shape[1], _config.Heads * _config.HeadWidth));
    }

    private Tensor Rotate(Tensor x, Tensor cos, Tensor sin)
    {
        int half = _config.HeadWidth / 2;
        return (x * cos) + (cat([x.narrow(-1, half, half).neg(), x.narrow(-1, 0, half)], -1) * sin);
    }
}
