using LoraCluster.Cli.Running;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Tests;

/// <summary>What stands where the dataset is to go, and what becomes of it.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly Workplace _place = new();

    private string Sweep => _place.Write("s.yaml", Workplace.SmallSweep);

    private string Dataset => _place.Path("out");

    public void Dispose() => _place.Dispose();

    private string In(string name) => Path.Combine(Dataset, name);

    private Task<(int Code, string Out, string Error)> Run(params string[] more) =>
        Workplace.ProcessAsync(["run", Sweep, "--out", Dataset, "--quiet", .. more]);

    private async Task Refuses(string output, params string[] mentions)
    {
        string sweep = Sweep;
        var before = _place.Everything();
        (int code, string said, string error) = await Workplace.ProcessAsync("run", sweep, "--out", output);
        Assert.Equal((73, ""), (code, said));
        Assert.All(mentions, mention => Assert.Contains(mention, error, StringComparison.Ordinal));
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.Equal(before, _place.Everything());
    }

    [Fact]
    public async Task Missing_parents_are_created()
    {
        Assert.Equal(0, (await Workplace.ProcessAsync("run", Sweep, "--out", _place.Path("a/b/c"), "--quiet")).Code);
        Assert.True(File.Exists(_place.Path("a/b/c/_manifest.json")));
    }

    [Theory]
    [InlineData("/proc/no/such", "ENOENT")]
    [InlineData("s.yaml/below", "EEXIST")]
    public Task A_directory_that_cannot_be_created_is_refused(string output, string errno) =>
        Refuses(_place.Path(output), "cannot create the output directory: " + errno);

    [Fact]
    public Task A_name_too_long_for_the_file_system_is_refused() => Refuses(_place.Path(new string('x', 300)), "ENAMETOOLONG");

    [Fact]
    public Task A_file_is_refused() => Refuses(_place.Write("mine", "mine"), "the output must be a directory");

    [Fact]
    public Task A_device_is_refused() => Refuses("/dev/null", "the output must be a directory");

    [Fact]
    public Task A_link_that_leads_nowhere_is_refused()
    {
        File.CreateSymbolicLink(Dataset, _place.Path("nowhere"));
        return Refuses(Dataset, "the output must be a directory");
    }

    [Fact]
    public Task A_loop_of_links_is_refused()
    {
        File.CreateSymbolicLink(Dataset, _place.Path("y"));
        File.CreateSymbolicLink(_place.Path("y"), Dataset);
        return Refuses(Dataset, "the output must be a directory");
    }

    [FactNeeding(Need.Permissions)]
    public async Task A_directory_that_may_not_be_written_is_refused_before_anything_is_computed()
    {
        _place.Permit(Directory.CreateDirectory(Dataset).FullName, "555");
        (int code, _, string error) = await Workplace.ProcessAsync(Workplace.Command(["run", Sweep, "--out", Dataset], Needs.AsSomeone));
        Assert.Equal(73, code);
        Assert.Contains("the output directory cannot be written: EACCES", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Dataset));
    }

    [Fact]
    public async Task Another_sweep_is_left_alone_and_told_by_hashes_and_first_differing_field()
    {
        await Run();
        string there = SweepLoader.FromDataset(Dataset).Definition.Hash;
        string other = _place.Write("o.yaml", Workplace.SmallSweep.Replace("[6, 12, 30]", "[6, 12, 31]", StringComparison.Ordinal));
        string here = SweepLoader.FromFile(other, SweepLimits.Default).Hash;
        var before = _place.Everything();
        (int code, _, string error) = await Workplace.ProcessAsync("run", other, "--out", Dataset);
        Assert.Equal(73, code);
        Assert.Equal($"lora-cluster: {Dataset}: holds another sweep: {there} there, {here} here; first difference: grid[0].n: [6,12,30] there, [6,12,31] here\n", error);
        Assert.Equal(before, _place.Everything());
    }

    [Fact]
    public async Task A_complete_dataset_is_verified_and_not_computed_again()
    {
        await Run();
        var before = _place.Everything();
        (int code, string output, _) = await Run();
        Assert.Equal(0, code);
        Assert.StartsWith("small: already complete, verified 8 files\n", output, StringComparison.Ordinal);
        Assert.Equal(before, _place.Everything());
    }

    [Theory]
    [InlineData("thesis.txt")]
    [InlineData("risks/notes.csv")]
    public async Task A_foreign_file_is_named_and_left_alone(string name)
    {
        Directory.CreateDirectory(In("risks"));
        File.WriteAllText(In(name), "mine");
        (int code, _, string error) = await Run();
        Assert.Equal(0, code);
        Assert.Contains($"{In(name)} does not belong to the dataset; it is left alone\n", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(In(name)));
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
        await Run();
        File.Delete(In("_manifest.json"));
        File.Delete(In("_commits/part-000000.json"));
        File.Delete(In("risks/part-000000.parquet"));
        File.WriteAllBytes(In("_sweep.json"), SweepHeader.Of(SweepLoader.FromFile(Sweep, SweepLimits.Default), "0.0.9").ToBytes());
        await Refuses(Dataset, "written by release 0.0.9", "--accept-release");
        Assert.Equal(0, (await Run("--accept-release")).Code);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_manifest_that_is_damaged_or_lost_is_written_again(string? content)
    {
        await Run();
        byte[] manifest = File.ReadAllBytes(In("_manifest.json"));
        File.Delete(In("_manifest.json"));
        if (content is not null)
        {
            File.WriteAllText(In("_manifest.json"), content);
        }

        Assert.Equal(content is null ? 75 : 74, (await Workplace.ProcessAsync("verify", Dataset)).Code);
        Assert.Equal(0, (await Run()).Code);
        Assert.Equal(manifest, File.ReadAllBytes(In("_manifest.json")));
    }

    [Fact]
    public async Task A_damaged_header_is_refused_and_verify_says_what_helps()
    {
        await Run();
        File.AppendAllText(In("_sweep.json"), "x");
        await Refuses(Dataset, "_sweep.json: damaged; restore it, or choose another output directory");
        (int code, string output, _) = await Workplace.ProcessAsync("verify", Dataset);
        Assert.Equal(74, code);
        Assert.Contains("restore _sweep.json from a copy", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_header_is_written_again_by_its_own_sweep_only()
    {
        await Run();
        byte[] header = File.ReadAllBytes(In("_sweep.json"));
        File.Delete(In("_sweep.json"));
        string other = _place.Write("o.yaml", Workplace.SmallSweep.Replace("seed: 3", "seed: 4", StringComparison.Ordinal));
        Assert.Equal(73, (await Workplace.ProcessAsync("run", other, "--out", Dataset)).Code);
        Assert.Equal(0, (await Run()).Code);
        Assert.Equal(header, File.ReadAllBytes(In("_sweep.json")));
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("replay", "--cell", "0")]
    [InlineData("figures", "--out", "nowhere")]
    public async Task A_directory_without_a_dataset_is_told_from_a_damaged_one(string command, params string[] more)
    {
        Directory.CreateDirectory(Dataset);
        await Lacks(Dataset, ": holds no ");
        await Lacks(Sweep, ": is a file; expected a dataset directory\n");
        await Lacks(_place.Path("none"), ": no such directory\n");

        async Task Lacks(string path, string problem)
        {
            (int code, string output, string error) = await Workplace.ProcessAsync([command, path, .. more]);
            Assert.Equal((66, ""), (code, output));
            Assert.StartsWith($"lora-cluster: {path}{problem}", error, StringComparison.Ordinal);
        }
    }
}
