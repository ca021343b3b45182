using CsCheck;
using LoraCluster.Checkpoints.Safetensors;

namespace LoraCluster.Checkpoints.Tests.Safetensors;

public sealed class SafetensorsFileTests : IDisposable
{
    private const string Good = """{"__metadata__":{"format":"pt"},"b":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"a":{"dtype":"I64","shape":[1],"data_offsets":[24,32]}}""";

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    private SafetensorsFile Open(byte[] content)
    {
        File.WriteAllBytes(_path, content);
        return SafetensorsFile.Open(_path);
    }

    [Fact]
    public void Tensors_of_real_numbers_are_read_row_by_row_and_others_left_out()
    {
        using SafetensorsFile file = Open(Written.File(Good, 32));
        Tensor tensor = Assert.Single(file.Tensors);
        var row = new double[2];
        tensor.ReadRow(1, 1, row);
        Assert.Equal(("b", ElementType.F32, 2, 3, 4.0, 5.0), (tensor.Name, tensor.Type, tensor.Rows, tensor.Columns, row[0], row[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.ReadRow(0, 2, new double[2]));
    }

    [Theory]
    [InlineData("""{"b":{"dtype":"F32","shape":[2,3],"data_offsets":[0,25]}}""", "24")]
    [InlineData("""{"b":{"dtype":"F32","shape":[2,3],"data_offsets":[16,40]}}""", "outside the file")]
    [InlineData("""{"b":{"dtype":"F32","shape":[2,3],"data_offsets":[-1,23]}}""", "outside the file")]
    [InlineData("""{"b":{"dtype":"F32","shape":[-2,-3],"data_offsets":[0,24]}}""", "outside the file")]
    [InlineData("""{"b":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,4]}}""", "expected")]
    [InlineData("""{"b":{"dtype":"F32","shape":[2,3]}}""", "header")]
    [InlineData("""{"b":7}""", "header")]
    [InlineData("""[1""", "header")]
    public void A_header_that_does_not_fit_its_file_is_refused(string header, string mention) =>
        Assert.Contains(mention, Assert.Throws<CheckpointException>(() => Open(Written.File(header, 32))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_cut_anywhere_is_refused_or_read_never_anything_else()
    {
        byte[] whole = Written.File(Good, 32);
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<CheckpointException>(() => Open(whole[..length]));
        }
    }

    [Fact]
    public void Whatever_bytes_are_there_the_answer_is_tensors_or_a_refusal()
    {
        byte[] whole = Written.File(Good, 32);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 6].Sample(
            flips =>
            {
                byte[] content = [.. whole];
                foreach ((int at, byte value) in flips)
                {
                    content[at] = value;
                }

                string path = Path.GetTempFileName();
                try
                {
                    File.WriteAllBytes(path, content);
                    using var file = SafetensorsFile.Open(path);
                    foreach (Tensor tensor in file.Tensors.Where(tensor => tensor.IsMatrix))
                    {
                        tensor.ReadRow(tensor.Rows - 1, 0, new double[tensor.Columns]);
                    }
                }
                catch (CheckpointException)
                {
                    // The one refusal there is.
                }
                finally
                {
                    File.Delete(path);
                }
            },
            seed: "0003n7OWaQh4",
            iter: 3000);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("none.safetensors: no such file", Assert.Throws<CheckpointException>(() => SafetensorsFile.Open("none.safetensors")).Message, StringComparison.Ordinal);
}
