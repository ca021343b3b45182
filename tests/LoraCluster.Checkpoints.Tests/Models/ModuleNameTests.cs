using LoraCluster.Checkpoints.Models;

namespace LoraCluster.Checkpoints.Tests.Models;

public class ModuleNameTests
{
    [Theory]
    [InlineData("model.layers.0.self_attn.q_proj.weight", 0, "q")]
    [InlineData("model.layers.27.mlp.down_proj.weight", 27, "down")]
    [InlineData("transformer.h.3.attn.c_attn.weight", 3, "c_attn")]
    [InlineData("blocks.11.fc1.weight", 11, "fc1")]
    public void A_layers_weight_is_told_by_its_name(string tensor, int layer, string module) =>
        Assert.Equal(new ModuleName(layer, module), ModuleName.Parse(tensor));

    [Theory]
    [InlineData("model.embed_tokens.weight")]
    [InlineData("lm_head.weight")]
    [InlineData("model.layers.0.self_attn.q_proj.bias")]
    [InlineData("model.layers.weight")]
    [InlineData("model.layers.99999999999.q_proj.weight")]
    [InlineData("")]
    public void Anything_else_is_no_layers_weight(string tensor) => Assert.Null(ModuleName.Parse(tensor));
}
