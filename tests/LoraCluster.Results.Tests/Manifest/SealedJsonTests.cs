using System.Text;
using LoraCluster.Results.Manifest;
using Xunit;

namespace LoraCluster.Results.Tests.Manifest;

public sealed class SealedJsonTests
{
    private static readonly byte[] Whole = SealedJson.Seal(json =>
    {
        json.WriteString("name", "Ärger & Co");
        json.WriteNumber("rows", 17);
    });

    [Fact]
    public void A_whole_object_opens_and_is_plain_JSON()
    {
        Assert.Equal(17, SealedJson.Open(Whole)!.Value.GetProperty("rows").GetInt32());
        Assert.Equal("Ärger & Co", SealedJson.Open(Whole)!.Value.GetProperty("name").GetString());
        Assert.EndsWith("\"\n}\n", Encoding.UTF8.GetString(Whole), StringComparison.Ordinal);
    }

    [Fact]
    public void No_flipped_bit_passes()
    {
        for (int bit = 0; bit < Whole.Length * 8; bit++)
        {
            byte[] flipped = [.. Whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(SealedJson.Open(flipped));
        }
    }

    [Fact]
    public void No_truncation_and_no_addition_passes()
    {
        for (int length = 0; length < Whole.Length; length++)
        {
            Assert.Null(SealedJson.Open(Whole.AsSpan(0, length)));
        }

        Assert.Null(SealedJson.Open([.. Whole, (byte)'\n']));
    }
}
