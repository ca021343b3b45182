namespace LoraCluster.Cli.Tests;

/// <summary>Bytes do not follow locale, time zone, home, temporary folder or cores, nor another process at work on the same dataset.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    private byte[] Manifest(string dataset) => File.ReadAllBytes(Path.Combine(_place.Path(dataset), "_manifest.json"));

    [Theory]
    [InlineData("LC_ALL", "de_DE.UTF-8")]
    [InlineData("LC_ALL", "tr_TR.UTF-8")]
    [InlineData("LANG", "ja_JP.EUC-JP")]
    [InlineData("TZ", "Asia/Kathmandu")]
    [InlineData("HOME", "/nonexistent")]
    [InlineData("HOME", "/proc")]
    [InlineData("TMPDIR", "/nonexistent")]
    [InlineData("DOTNET_PROCESSOR_COUNT", "1")]
    public async Task The_environment_does_not_show_in_the_bytes(string variable, string value)
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        await Workplace.RunAsync("run", sweep, "--out", _place.Path("plain"), "--quiet");
        var command = Workplace.Command(["run", sweep, "--out", _place.Path("odd"), "--quiet"]);
        command.Environment[variable] = value;
        Assert.Equal((0, ""), Outcome(await Workplace.ProcessAsync(command)));
        Assert.Equal(Manifest("plain"), Manifest("odd"));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("64")]
    public async Task Neither_one_core_nor_any_number_of_workers_shows_in_the_bytes(string workers)
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        await Workplace.RunAsync("run", sweep, "--out", _place.Path("plain"), "--quiet");
        var command = Workplace.Command(["run", sweep, "--out", _place.Path("odd"), "--quiet", "--workers", workers], "taskset", "--cpu-list", "0");
        Assert.Equal((0, ""), Outcome(await Workplace.ProcessAsync(command)));
        Assert.Equal(Manifest("plain"), Manifest("odd"));
    }

    [Fact]
    public async Task Two_processes_on_one_dataset_both_finish_with_the_same_bytes()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep.Replace("trials: 20", "trials: 5000", StringComparison.Ordinal));
        string[] args = ["run", sweep, "--out", _place.Path("out"), "--quiet"];
        var both = await Task.WhenAll(Workplace.ProcessAsync(args), Workplace.ProcessAsync(args));
        Assert.All(both, answer => Assert.Equal(0, answer.Code));
        Assert.Equal(0, (await Workplace.ProcessAsync("verify", _place.Path("out"))).Code);

        await Workplace.RunAsync("run", sweep, "--out", _place.Path("alone"), "--quiet");
        Assert.Equal(Manifest("alone"), Manifest("out"));
    }

    [Fact]
    public async Task The_second_process_on_a_dataset_says_that_it_is_not_alone()
    {
        Directory.CreateDirectory(_place.Path("out"));
        using var held = new FileStream(_place.Path("out/_telemetry.jsonl"), FileMode.Append, FileAccess.Write, FileShare.None);
        const string Note = "another process writes this dataset too; both will finish, with the same bytes (no telemetry from this one)\n";
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        Assert.Equal((0, Note), Outcome(await Workplace.ProcessAsync("run", sweep, "--out", _place.Path("out"), "--quiet")));
    }

    [Fact]
    public async Task Telemetry_that_cannot_be_written_is_no_reason_to_stop()
    {
        Directory.CreateDirectory(_place.Path("out/_telemetry.jsonl"));
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        (int code, string error) = Outcome(await Workplace.ProcessAsync("run", sweep, "--out", _place.Path("out"), "--quiet"));
        Assert.Equal(0, code);
        Assert.StartsWith("no telemetry: ", error, StringComparison.Ordinal);
    }

    private static (int Code, string Error) Outcome((int Code, string Out, string Error) answer) => (answer.Code, answer.Error);
}
