using LoraCluster.Cli.Running;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Cli.Tests;

public sealed class SpeedFileTests : IDisposable
{
    private readonly Workplace _place = new();

    private SpeedFile Speed => new(_place.Path("cache/speed.json"));

    public void Dispose() => _place.Dispose();

    [Fact]
    public void What_was_saved_is_loaded()
    {
        Speed.Save(new MachineSpeed([new(-9, 1.25), new(-3, 0.5)]));
        Assert.Equal(new Dictionary<int, double> { [-9] = 1.25, [-3] = 0.5 }, Speed.Load().Factors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"Release\":\"0.0.1\",\"Processors\":1,\"Factors\":{\"0\":2}}")]
    [InlineData("[1,2]")]
    public void A_damaged_or_foreign_file_counts_as_nothing_measured(string text)
    {
        Directory.CreateDirectory(_place.Path("cache"));
        _place.Write("cache/speed.json", text);
        Assert.Empty(Speed.Load().Factors);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_passed_over()
    {
        var nowhere = new SpeedFile("/proc/lora-cluster/speed.json");
        nowhere.Save(new MachineSpeed([new(0, 2)]));
        Assert.Empty(nowhere.Load().Factors);
    }

    [Fact]
    public async Task A_run_leaves_its_measurements_and_whatever_they_say_the_bytes_are_the_same()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep.Replace("trials: 20", "trials: 9000", StringComparison.Ordinal));
        SpeedFile file = SpeedFile.For("linear");
        Assert.Equal(0, (await Workplace.RunAsync("run", sweep, "--out", _place.Path("a"), "--quiet")).Code);
        Assert.NotEmpty(file.Load().Factors);
        file.Save(new MachineSpeed([new(-20, 40)]));
        Assert.Equal(0, (await Workplace.RunAsync("run", sweep, "--out", _place.Path("b"), "--quiet")).Code);
        Assert.Equal(File.ReadAllBytes(_place.Path("a/_manifest.json")), File.ReadAllBytes(_place.Path("b/_manifest.json")));
    }
}
