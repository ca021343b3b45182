namespace LoraCluster.Cli.Tests;

/// <summary>Sweep files that cannot be had.</summary>
public sealed class SweepFileAccessTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("run")]
    [InlineData("plan")]
    public async Task A_missing_sweep_file_is_named_and_an_example_offered(string command)
    {
        string file = _place.Path("none.yaml");
        Assert.Equal((66, "", $"lora-cluster: {file}: no such file; 'lora-cluster init {file}' writes an example\n"), await Workplace.ProcessAsync(command, file));
        Assert.Empty(_place.Everything());
    }

    [Fact]
    public async Task A_directory_is_no_sweep_file() =>
        Assert.Equal((66, "", $"lora-cluster: {_place.Root}: is a directory; expected a sweep file\n"), await Workplace.ProcessAsync("run", _place.Root));

    [FactNeeding(Need.Permissions)]
    public async Task A_sweep_file_that_may_not_be_read_is_a_matter_of_permission()
    {
        string file = _place.Write("s.yaml", Workplace.SmallSweep);
        _place.Permit(file, "000");
        Assert.Equal((77, "", $"lora-cluster: {file}: permission denied\n"), await Workplace.ProcessAsync(Workplace.Command(["plan", file], Needs.AsSomeone)));
    }

    [Fact]
    public async Task A_sweep_can_come_through_a_pipe()
    {
        var command = Workplace.Command(["/dev/stdin", "--json"], "bash", "-c", "cat \"$0\" | \"$1\" \"$2\" plan \"$3\" \"$4\"", _place.Write("s.yaml", Workplace.SmallSweep));
        (int code, string output, _) = await Workplace.ProcessAsync(command);
        Assert.Equal(0, code);
        Assert.Contains("\"cells\":15", output, StringComparison.Ordinal);
    }
}
