namespace LoraCluster.Cli.Tests;

/// <summary>What a new user meets first.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData]
    [InlineData("run")]
    [InlineData("plan")]
    [InlineData("verify")]
    [InlineData("replay")]
    [InlineData("figures")]
    [InlineData("reproduce")]
    [InlineData("report")]
    [InlineData("query")]
    [InlineData("compact")]
    [InlineData("theory")]
    [InlineData("boundary")]
    [InlineData("advise")]
    [InlineData("spectrum")]
    [InlineData("tune")]
    [InlineData("evaluate")]
    [InlineData("training")]
    [InlineData("init")]
    [InlineData("node")]
    [InlineData("certs")]
    [InlineData("submit")]
    [InlineData("status")]
    [InlineData("watch")]
    [InlineData("cancel")]
    [InlineData("list")]
    [InlineData("nodes")]
    public async Task Help_ends_with_examples_of_the_command(params string[] command)
    {
        (int code, string output, string error) = await Workplace.ProcessAsync([.. command, "--help"]);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"Examples:\n  lora-cluster {(command is [var name] ? name : "init")} ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_of_the_program_explains_every_exit_code()
    {
        (_, string output, _) = await Workplace.RunAsync("--help");
        string codes = output[output.IndexOf("Exit codes:", StringComparison.Ordinal)..];
        var constants = typeof(ExitCodes).GetFields().Where(field => field.FieldType == typeof(int)).Select(field => (int)field.GetRawConstantValue()!);
        Assert.All(constants, code => Assert.Matches($@"(^|\s){code}  \w", codes));
    }

    [Fact]
    public async Task The_example_that_init_writes_can_be_planned()
    {
        Assert.Equal(0, (await Workplace.RunAsync("init", _place.Path("i.yaml"))).Code);
        Assert.Equal(0, (await Workplace.RunAsync("plan", _place.Path("i.yaml"), "--json")).Code);
        Assert.Equal(await File.ReadAllTextAsync(_place.Path("i.yaml")), (await Workplace.RunAsync("init", "-")).Out);
    }

    [Theory]
    [InlineData("there.yaml", "exists already; it is left as it is")]
    [InlineData("", "is a directory; expected a new file")]
    [InlineData("no/such/place.yaml", "its directory does not exist")]
    public async Task Init_writes_over_nothing(string name, string problem)
    {
        _place.Write("there.yaml", "mine");
        var before = _place.Everything();
        Assert.Equal((73, "", $"lora-cluster: {_place.Path(name)}: {problem}\n"), await Workplace.ProcessAsync("init", _place.Path(name)));
        Assert.Equal(before, _place.Everything());
    }
}
