using System.IO.Compression;
using System.Security.Cryptography;
using LoraCluster.FineTuning.Pictures;

namespace LoraCluster.FineTuning.Tests.Pictures;

public sealed class IdxFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Shape_and_bytes_are_read()
    {
        byte[] content = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];
        Zip(content);
        (int[] shape, byte[] data) = IdxFile.Read(_path, Convert.ToHexStringLower(SHA256.HashData(content)));
        Assert.Equal([2, 3], shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], data);
    }

    [Fact]
    public void Another_file_is_refused_with_both_hashes()
    {
        Zip([0, 0, 8, 1, 0, 0, 0, 1, 9]);
        Assert.Contains("expected 00ff", Assert.Throws<FineTuneException>(() => IdxFile.Read(_path, "00ff")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 9 })]
    [InlineData(new byte[] { 0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255 })]
    [InlineData(new byte[] { 0, 0, 13, 1, 0, 0, 0, 1, 9 })]
    [InlineData(new byte[] { 0, 0, 8, 9, 0 })]
    [InlineData(new byte[] { })]
    public void Nonsense_is_refused(byte[] content) => Assert.Throws<FineTuneException>(() => IdxFile.Parse("a file", content));

    [Fact]
    public void What_is_not_zipped_or_not_there_is_refused()
    {
        File.WriteAllBytes(_path, [1, 2, 3]);
        Assert.Throws<FineTuneException>(() => IdxFile.Read(_path, ""));
        Assert.Throws<FineTuneException>(() => IdxFile.Read(_path + ".no", ""));
        Assert.Contains("apt-get install dataset-fashion-mnist", Assert.Throws<FineTuneException>(() => FashionMnist.Read(_path + ".no")).Message, StringComparison.Ordinal);
    }

    private void Zip(byte[] content)
    {
        using var zipped = new GZipStream(File.Create(_path), CompressionMode.Compress);
        zipped.Write(content);
    }
}
