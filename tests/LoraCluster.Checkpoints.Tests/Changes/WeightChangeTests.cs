using LoraCluster.Checkpoints.Adapters;
using LoraCluster.Checkpoints.Changes;
using LoraCluster.Checkpoints.Models;
using LoraCluster.Checkpoints.Tests.Safetensors;

namespace LoraCluster.Checkpoints.Tests.Changes;

public sealed class WeightChangeTests : IDisposable
{
    private const string Weight = "model.layers.0.self_attn.q_proj.weight";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("lora-checkpoints-");

    public void Dispose() => _root.Delete(recursive: true);

    private ModelDirectory With(string name, string tensor, params long[] shape)
    {
        string path = Path.Combine(_root.FullName, name);
        Written.Model(path, (tensor, "F32", shape));
        return ModelDirectory.Open(path);
    }

    private static string Refusal(ModelDirectory before, ModelDirectory? after, Adapter? adapter) =>
        Assert.Throws<CheckpointException>(() => WeightChange.Between(before, after, adapter)).Message;

    [Fact]
    public void Models_that_do_not_fit_together_are_refused_and_the_weight_is_named()
    {
        using var before = With("a", Weight, 4, 6);
        using var other = With("b", "model.layers.0.self_attn.k_proj.weight", 4, 6);
        using var larger = With("c", Weight, 4, 7);
        using var adapter = Adapter.Open(Model.At("adapter"));
        Assert.Contains("the tuned model has no " + Weight, Refusal(before, other, null), StringComparison.Ordinal);
        Assert.Contains("4 × 6 in the base model and 4 × 7 in the tuned one", Refusal(before, larger, null), StringComparison.Ordinal);
        Assert.Contains("4 × 6 in the base model and 24 × 16 in the adapter", Refusal(With("d", Weight, 4, 6), null, WithoutLayerOne(adapter)), StringComparison.Ordinal);
        Assert.Contains("which the base model does not have", Refusal(before, null, adapter), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_no_matrix_of_a_layer_are_passed_over()
    {
        using var before = With("a", "model.embed_tokens.weight", 8, 8);
        Assert.Empty(WeightChange.Between(before, before, null));
    }

    private Adapter WithoutLayerOne(Adapter _)
    {
        string path = Path.Combine(_root.FullName, "adapter");
        Written.Adapter(path, "{\"peft_type\":\"LORA\",\"lora_alpha\":8}", ("base_model.model.model.layers.0.self_attn.q_proj", 4, 24, 16));
        return Adapter.Open(path);
    }
}
