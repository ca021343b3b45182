using LoraCluster.Checkpoints.Adapters;
using LoraCluster.Checkpoints.Tests.Safetensors;

namespace LoraCluster.Checkpoints.Tests.Adapters;

public sealed class AdapterTests : IDisposable
{
    private const string Module = "base_model.model.model.layers.0.self_attn.q_proj";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("lora-checkpoints-");

    public void Dispose() => _root.Delete(recursive: true);

    private Adapter With(string config)
    {
        Written.Adapter(_root.FullName, config, (Module, 4, 5, 6));
        return Adapter.Open(_root.FullName);
    }

    [Theory]
    [InlineData("""{"peft_type":"LORA","lora_alpha":8}""", 2)]
    [InlineData("""{"peft_type":"LORA","lora_alpha":8,"use_rslora":true}""", 4)]
    [InlineData("""{"peft_type":"LORA"}""", 1)]
    [InlineData("""{"peft_type":"LORA","lora_alpha":8,"alpha_pattern":{"q_proj":16}}""", 4)]
    [InlineData("""{"peft_type":"LORA","lora_alpha":8,"alpha_pattern":{"xq_proj":16,"k_proj":1}}""", 2)]
    [InlineData("""{"peft_type":"LORA","lora_alpha":8,"alpha_pattern":{"layers\\.0\\..*q_proj":16}}""", 4)]
    [InlineData("""{"peft_type":"LORA","lora_alpha":8,"r":16,"bias":"none"}""", 2)]
    public void The_scale_is_alpha_over_the_rank_or_its_root(string config, double scale)
    {
        using Adapter adapter = With(config);
        LowRankUpdate update = adapter.Updates["model.layers.0.self_attn.q_proj.weight"];
        Assert.Equal((5, 6, 4, scale), (update.Rows, update.Columns, update.Rank, update.Scale));
        double[] row = [100, 100];
        update.AddRow(1, 2, row);
        // A is the first 24 numbers of the file, so entry k of row 1 of B is 28 + k; A's row k holds 6k … 6k + 5.
        Assert.Equal(100 + (scale * Enumerable.Range(0, 4).Sum(k => (28 + k) * ((6 * k) + 2))), row[0]);
        Assert.Equal(100 + (scale * Enumerable.Range(0, 4).Sum(k => (28 + k) * ((6 * k) + 3))), row[1]);
    }

    [Theory]
    [InlineData("""{"peft_type":"IA3"}""", "peft_type is IA3; expected LORA")]
    [InlineData("""{}""", "peft_type is missing")]
    [InlineData("""{"peft_type":"LORA","use_dora":true}""", "use_dora")]
    [InlineData("""{"peft_type":"LORA","fan_in_fan_out":true}""", "fan_in_fan_out")]
    [InlineData("""{"peft_type":"LORA","bias":"all"}""", "bias is all")]
    [InlineData("""{"peft_type":"LORA","init_lora_weights":"pissa_niter_16"}""", "changes the base weights too")]
    [InlineData("""{"peft_type":"LORA","alpha_pattern":{"(":1}}""", "alpha_pattern cannot be read")]
    [InlineData("""{"peft_type":"LORA","alpha_pattern":{"q_proj":"x"}}""", "alpha_pattern cannot be read")]
    [InlineData("""[]""", "it is no object")]
    [InlineData("""{""", "cannot be read")]
    public void An_adapter_that_is_more_or_something_else_is_refused(string config, string mention) =>
        Assert.Contains(mention, Assert.Throws<CheckpointException>(() => With(config)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_factor_without_its_partner_is_refused()
    {
        Written.Adapter(_root.FullName, "{\"peft_type\":\"LORA\"}", (Module, 4, 5, 6));
        Written.Model(Path.Combine(_root.FullName, "m"), (Module + ".lora_A.weight", "F32", [4, 6]));
        File.Copy(Path.Combine(_root.FullName, "m", "model.safetensors"), Path.Combine(_root.FullName, "adapter_model.safetensors"), overwrite: true);
        Assert.Contains("has no partner", Assert.Throws<CheckpointException>(() => Adapter.Open(_root.FullName)).Message, StringComparison.Ordinal);
    }
}
