using LoraCluster.Checkpoints.Models;

namespace LoraCluster.Checkpoints.Tests.Models;

public sealed class ModelDirectoryTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("lora-checkpoints-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Shards_make_the_model_that_one_file_is()
    {
        using var one = ModelDirectory.Open(Model.At("half"));
        using var shards = ModelDirectory.Open(Model.At("tuned"));
        Assert.Equal(one.Tensors.Keys.Order(StringComparer.Ordinal), shards.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(2, shards.Tensors.Values.Select(tensor => tensor.Path).Distinct().Count());
    }

    [Theory]
    [InlineData("""{"weight_map":{"a":"gone.safetensors"}}""", "gone.safetensors: no such file")]
    [InlineData("""{"weight_map":{"a":"../x/model.safetensors"}}""", "names no files of its directory")]
    [InlineData("""{"weight_map":{}}""", "names no files of its directory")]
    [InlineData("""{"weight_map":7}""", "cannot be read")]
    [InlineData("""{""", "cannot be read")]
    public void An_index_that_leads_nowhere_is_refused(string index, string mention)
    {
        File.WriteAllText(Path.Combine(_root.FullName, "model.safetensors.index.json"), index);
        Assert.Contains(mention, Assert.Throws<CheckpointException>(() => ModelDirectory.Open(_root.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_without_weights_says_what_was_expected()
    {
        Assert.Contains("neither model.safetensors nor model.safetensors.index.json", Assert.Throws<CheckpointException>(() => ModelDirectory.Open(_root.FullName)).Message, StringComparison.Ordinal);
        Assert.Contains("no such directory", Assert.Throws<CheckpointException>(() => ModelDirectory.Open(_root.FullName + "x")).Message, StringComparison.Ordinal);
    }
}
