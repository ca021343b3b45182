using System.Diagnostics;

namespace LoraCluster.Cli.Tests;

/// <summary>Bytes do not follow locale, time zone, home or temporary folder, nor another process at work on the same dataset.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    private byte[] Manifest(string dataset) => File.ReadAllBytes(System.IO.Path.Combine(_place.Path(dataset), "_manifest.json"));

    [Theory]
    [InlineData("LC_ALL", "de_DE.UTF-8")]
    [InlineData("LC_ALL", "tr_TR.UTF-8")]
    [InlineData("TZ", "Asia/Kathmandu")]
    [InlineData("HOME", "/nonexistent")]
    [InlineData("TMPDIR", "/nonexistent")]
    public async Task The_environment_does_not_show_in_the_bytes(string variable, string value)
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        await Workplace.RunAsync("run", sweep, "--out", _place.Path("plain"));
        var start = new ProcessStartInfo("dotnet", [System.IO.Path.Combine(AppContext.BaseDirectory, "lora-cluster.dll"), "run", sweep, "--out", _place.Path("odd"), "--quiet"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[variable] = value;
        using Process process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(Manifest("plain"), Manifest("odd"));
    }

    [Fact]
    public async Task Two_processes_on_one_dataset_both_finish_with_the_same_bytes()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep.Replace("trials: 20", "trials: 5000", StringComparison.Ordinal));
        Process[] both = [Workplace.Start("run", sweep, "--out", _place.Path("out"), "--quiet"), Workplace.Start("run", sweep, "--out", _place.Path("out"), "--quiet")];
        foreach (Process process in both)
        {
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
            process.Dispose();
        }

        await Workplace.RunAsync("run", sweep, "--out", _place.Path("alone"));
        Assert.Equal(Manifest("alone"), Manifest("out"));
    }
}
