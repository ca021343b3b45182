using LoraCluster.Cli.Running;
using LoraCluster.Results.Storage;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Tests;

/// <summary>What an output directory may hold or lack, and what becomes of it.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly Workplace _place = new();

    private string Sweep => _place.Write("s.yaml", Workplace.SmallSweep);

    private string Dataset => _place.Path("out");

    private byte[] Manifest => File.ReadAllBytes(In("_manifest.json"));

    public void Dispose() => _place.Dispose();

    private string In(string name) => System.IO.Path.Combine(Dataset, name);

    private Task<(int Code, string Out, string Error)> Run(params string[] more) =>
        Workplace.RunAsync(["run", Sweep, "--out", Dataset, "--quiet", .. more]);

    [Fact]
    public async Task Missing_parents_of_the_output_are_created()
    {
        string deep = _place.Path("a/b/c");
        Assert.Equal(0, (await Workplace.RunAsync("run", Sweep, "--out", deep)).Code);
        Assert.True(File.Exists(System.IO.Path.Combine(deep, "_manifest.json")));
    }

    [Fact]
    public async Task An_output_that_cannot_be_created_is_refused() =>
        Assert.Equal(73, (await Workplace.RunAsync("run", Sweep, "--out", "/proc/lora-cluster-out")).Code);

    [Fact]
    public async Task A_loop_of_symbolic_links_is_refused()
    {
        File.CreateSymbolicLink(_place.Path("x"), _place.Path("y"));
        File.CreateSymbolicLink(_place.Path("y"), _place.Path("x"));
        Assert.Equal(73, (await Workplace.RunAsync("run", Sweep, "--out", _place.Path("x"))).Code);
    }

    [Fact]
    public async Task A_foreign_file_is_named_and_left_alone()
    {
        Directory.CreateDirectory(Dataset);
        File.WriteAllText(In("thesis.txt"), "mine");
        (int code, _, string error) = await Run();
        Assert.Equal(0, code);
        Assert.Contains("thesis.txt", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(In("thesis.txt")));
    }

    [Fact]
    public async Task A_temporary_file_left_behind_is_gone_after_the_finish()
    {
        Directory.CreateDirectory(In("risks"));
        string left = TemporaryNames.Next(In("risks/part-000000.parquet"));
        File.WriteAllText(left, "half a part");
        Assert.Equal(0, (await Run()).Code);
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task A_dataset_of_another_release_is_refused_unless_accepted()
    {
        SweepDefinition definition = SweepLoader.FromFile(Sweep, SweepLimits.Default);
        await Run();
        File.Delete(In("_manifest.json"));
        File.Delete(In("_commits/part-000000.json"));
        File.Delete(In("risks/part-000000.parquet"));
        var header = Results.Manifest.SweepHeader.Of(definition, "0.0.9");
        File.WriteAllBytes(In("_sweep.json"), header.ToBytes());
        (int code, _, string error) = await Run();
        Assert.Equal(73, code);
        Assert.Contains("0.0.9", error, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("--accept-release")).Code);
    }

    [Fact]
    public async Task A_corrupt_header_is_refused_and_a_corrupt_manifest_rewritten()
    {
        await Run();
        byte[] manifest = Manifest;
        File.WriteAllText(In("_manifest.json"), "{");
        Assert.Equal(0, (await Run()).Code);
        Assert.Equal(manifest, Manifest);
        File.WriteAllText(In("_sweep.json"), "{");
        Assert.Equal(73, (await Run()).Code);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("empty")]
    [InlineData("flip")]
    public async Task A_damaged_part_is_found_by_verify_and_repaired_by_running_again(string damage)
    {
        await Run();
        byte[] manifest = Manifest;
        string part = In("risks/part-000001.parquet");
        byte[] bytes = File.ReadAllBytes(part);
        if (damage == "delete")
        {
            File.Delete(part);
        }
        else
        {
            bytes[bytes.Length / 2] ^= 4;
            File.WriteAllBytes(part, damage == "empty" ? [] : bytes);
        }

        Assert.Equal(74, (await Workplace.RunAsync("verify", Dataset)).Code);
        Assert.Equal(0, (await Run()).Code);
        Assert.Equal(manifest, Manifest);
        Assert.Equal(0, (await Workplace.RunAsync("verify", Dataset)).Code);
    }

    [Fact]
    public async Task An_unfinished_dataset_verifies_as_resumable()
    {
        await Run();
        File.Delete(In("_manifest.json"));
        Assert.Equal(75, (await Workplace.RunAsync("verify", Dataset)).Code);
    }
}
