using LoraCluster.Cli.Running;
using LoraCluster.Results.Manifest;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Tests;

/// <summary><c>--extend</c> with something that is no extension: the dataset that is there must not be touched.</summary>
public sealed class ExtensionRefusalTests : IDisposable
{
    private readonly Workplace _place = new();

    private string Dataset => _place.Path("out");

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("name: small", "name: other", "name: small there, other here")]
    [InlineData("seed: 3", "seed: 4", "seed: 3 there, 4 here")]
    [InlineData("trials: 20", "trials: 10", "they can only grow")]
    [InlineData("trials: 20", "trials: 30", "only where keep_trials is on")]
    [InlineData("lora_ranks: [1, 2, 4]", "lora_ranks: [1, 4]", "lora_ranks: 2 is no longer among them")]
    [InlineData("n: [6, 12, 30]", "n: [6, 30, 40]", "grid: no longer has cell 5 (dx=12, dy=10, n=12, noise_std=0.1")]
    public async Task What_is_no_extension_is_refused_and_nothing_is_touched(string before, string after, string reason)
    {
        string small = _place.Write("s.yaml", Workplace.SmallSweep);
        await Workplace.RunAsync("run", small, "--out", Dataset, "--quiet");
        string other = _place.Write("o.yaml", Workplace.SmallSweep.Replace(before, after, StringComparison.Ordinal));
        var files = _place.Everything();
        (int code, _, string error) = await Workplace.RunAsync("run", other, "--out", Dataset, "--extend", "--quiet");
        Assert.Equal(73, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Equal(files, _place.Everything());
    }

    [Fact]
    public async Task A_dataset_of_another_release_is_not_extended_and_nothing_is_touched()
    {
        string small = _place.Write("s.yaml", Workplace.SmallSweep);
        await Workplace.RunAsync("run", small, "--out", Dataset, "--quiet");
        var header = SweepHeader.Of(SweepLoader.FromFile(small, SweepLimits.Default), "0.0.9");
        await File.WriteAllBytesAsync(Path.Combine(Dataset, "_sweep.json"), header.ToBytes());
        string wide = _place.Write("w.yaml", Workplace.SmallSweep.Replace("n: [6, 12, 30]", "n: [6, 9, 12, 30]", StringComparison.Ordinal));
        var files = _place.Everything();
        (int code, _, string error) = await Workplace.RunAsync("run", wide, "--out", Dataset, "--extend", "--quiet");
        Assert.Equal(73, code);
        Assert.Contains("0.0.9", error, StringComparison.Ordinal);
        Assert.Equal(files, _place.Everything());
    }
}
