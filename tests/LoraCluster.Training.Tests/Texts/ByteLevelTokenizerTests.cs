using System.Text.Json;
using LoraCluster.FineTuning;
using LoraCluster.Training.Texts;

namespace LoraCluster.Training.Tests.Texts;

public sealed class ByteLevelTokenizerTests
{
    [Fact]
    public void Tokens_are_those_of_an_independent_implementation()
    {
        var tokenizer = ByteLevelTokenizer.Read(Golden.Path("qwen"));
        foreach (JsonElement text in Golden.Json.GetProperty("texts").EnumerateArray())
        {
            Assert.Equal(text.GetProperty("tokens").EnumerateArray().Select(one => one.GetInt32()), tokenizer.Encode(text.GetProperty("text").GetString()!));
        }
    }

    [Theory]
    [InlineData("""{"model": {"type": "Unigram"}}""", "model.type is Unigram; expected BPE")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {}, "merges": []}}""", "has no pre_tokenizer")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {}, "merges": []}, "pre_tokenizer": {"type": "Whitespace"}}""", "pre_tokenizer is Whitespace; expected ByteLevel")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {}, "merges": []}, "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "Digits"}, {"type": "ByteLevel"}]}}""", "pre_tokenizer is Digits, ByteLevel")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {}, "merges": []}, "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": true}}""", "add_prefix_space is on")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {}, "merges": []}, "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "ByteLevel"}}""", "normalizer is Lowercase")]
    [InlineData("{", "cannot be read")]
    public void Another_kind_of_tokenizer_is_refused(string json, string message)
    {
        using var place = new Place();
        File.WriteAllText(place.Path("tokenizer.json"), json);
        Assert.Contains(message, Assert.Throws<FineTuneException>(() => ByteLevelTokenizer.Read(place.Root)).Message, StringComparison.Ordinal);
    }
}
