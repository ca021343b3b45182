namespace LoraCluster.Cli.Tests;

/// <summary>Command lines that are wrong: exit code 64, what is wrong, where to find help, and nothing done.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("unknown command 'rnu'; expected one of run, plan, verify, replay, figures, reproduce, report, query, compact, theory, boundary, advise, spectrum, tune, evaluate, training, node, certs, submit, status, watch, cancel, list, nodes, init; did you mean 'run'?", "--help", "rnu")]
    [InlineData("Required command was not provided.", "--help")]
    [InlineData("Required argument 'SWEEP' missing for command: 'run'.", "run --help", "run")]
    [InlineData("Required argument 'DIR' missing for command: 'verify'.", "verify --help", "verify")]
    [InlineData("Option '--cell' is required.", "replay --help", "replay", "DIR")]
    [InlineData("unknown option '--wrokers'; expected one of --out, ", "run --help", "run", "SWEEP", "--wrokers", "4")]
    [InlineData("unknown option '--jsn'; expected one of --json, ", "plan --help", "plan", "--jsn")]
    [InlineData("Required argument missing for option: '--workers'.", "run --help", "run", "SWEEP", "--workers")]
    [InlineData("option --workers: got '0'; expected a whole number from 1 to 1024", "run --help", "run", "SWEEP", "--workers", "0")]
    [InlineData("option --workers: got '-5'; expected a whole number from 1 to 1024", "run --help", "run", "SWEEP", "--workers", "-5")]
    [InlineData("option --workers: got 'abc'; expected a whole number from 1 to 1024", "run --help", "run", "SWEEP", "--workers", "abc")]
    [InlineData("option --workers: got '1000000'; expected a whole number from 1 to 1024", "run --help", "run", "SWEEP", "--workers", "1000000")]
    [InlineData("option --workers: got '1.5'; expected a whole number from 1 to 1024", "run --help", "run", "SWEEP", "--workers", "1.5")]
    [InlineData("Option '--workers' expects a single argument but 2 were provided.", "run --help", "run", "SWEEP", "--workers", "1", "--workers", "2")]
    [InlineData("option --disk-wait: got 'nan'; expected seconds above 0", "run --help", "run", "SWEEP", "--disk-wait", "nan")]
    [InlineData("option --max-cells: got 'x'; expected a whole number above 0", "plan --help", "plan", "SWEEP", "--max-cells", "x")]
    [InlineData("option --max-cell-bytes: got '1e400'; expected a number of bytes, 1 or more", "plan --help", "plan", "SWEEP", "--max-cell-bytes", "1e400")]
    [InlineData("option --recompute: got '-1'; expected a whole number, 0 or more", "verify --help", "verify", "DIR", "--recompute", "-1")]
    [InlineData("option --cell: got '99999999999999999999'; expected the number of a cell, 0 or more", "replay --help", "replay", "DIR", "--cell", "99999999999999999999")]
    [InlineData("option --trial: got 'x'; expected the number of a trial, 0 or more", "replay --help", "replay", "DIR", "--cell", "0", "--trial", "x")]
    [InlineData("SWEEP: the name is empty; expected a path", "run --help", "run", "")]
    [InlineData("option --out: the name is empty; expected a path", "run --help", "run", "SWEEP", "--out", "")]
    [InlineData("option --out: the name is empty; expected a path", "figures --help", "figures", "DIR", "--out", "")]
    [InlineData("unknown option '--ouy'; expected one of --out, ", "figures --help", "figures", "DIR", "--ouy", "x")]
    [InlineData("FILE: the name is empty; expected a path", "init --help", "init", "")]
    [InlineData("Required argument 'SWEEP' missing for command: 'submit'.", "submit --help", "submit")]
    [InlineData("option --priority: got '101'; expected a whole number from -100 to 100", "submit --help", "submit", "SWEEP", "--priority", "101")]
    [InlineData("option --patience: got '-1'; expected seconds, 0 or more", "watch --help", "watch", "small", "--patience", "-1")]
    [InlineData("NAME: got '../x', not a valid name; expected the name of a sweep, ", "status --help", "status", "../x")]
    [InlineData("option --node: got 'localhost:1'; expected http://HOST:PORT or https://HOST:PORT", "list --help", "list", "--node", "localhost:1")]
    [InlineData("option --node: got 'http://h/api'; expected http://HOST:PORT or https://HOST:PORT", "nodes --help", "nodes", "--node", "http://h/api")]
    [InlineData("option --node: got 'ftp://h'; expected http://HOST:PORT or https://HOST:PORT", "cancel --help", "cancel", "small", "--node", "ftp://h")]
    [InlineData("option --token-file: the name is empty; expected a path", "list --help", "list", "--token-file", "")]
    [InlineData("--json goes together with --show-config: ", "node --help", "node", "--json")]
    [InlineData("option --name: got 'a/b'; expected host names or addresses, separated by commas", "certs --help", "certs", "--name", "a/b")]
    [InlineData("--extend and --accept-release exclude each other: ", "run --help", "run", "SWEEP", "--extend", "--accept-release")]
    public async Task A_wrong_command_line_is_refused_in_words(string problem, string help, params string[] args)
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        var before = _place.Everything();
        var command = Workplace.Command([.. args.Select(arg => arg == "SWEEP" ? sweep : arg == "DIR" ? _place.Root : arg)]);
        command.WorkingDirectory = _place.Root;

        (int code, string output, string error) = await Workplace.ProcessAsync(command);

        string[] lines = error.TrimEnd('\n').Split('\n');
        Assert.StartsWith("lora-cluster: " + problem, lines[0], StringComparison.Ordinal);
        Assert.Equal($"Try 'lora-cluster {help}'.", lines[^1]);
        Assert.Equal(2, lines.Length);
        Assert.Equal(64, code);
        Assert.Empty(output);
        Assert.Equal(before, _place.Everything());
    }

    [Fact]
    public async Task A_file_whose_name_starts_with_an_at_sign_is_a_file_like_any_other()
    {
        var command = Workplace.Command(["plan", "@s.yaml"]);
        command.WorkingDirectory = _place.Root;
        _place.Write("@s.yaml", Workplace.SmallSweep);
        Assert.Equal(0, (await Workplace.ProcessAsync(command)).Code);
    }

    [Theory]
    [InlineData("--cell", "15", "", "", "option --cell: got 15; expected 0 … 14")]
    [InlineData("--cell", "14", "--trial", "20", "option --trial: got 20; expected 0 … 19")]
    public async Task A_cell_or_trial_that_the_dataset_lacks_names_the_range(string option, string value, string other, string otherValue, string error)
    {
        await Workplace.RunAsync("run", _place.Write("s.yaml", Workplace.SmallSweep), "--out", _place.Path("out"), "--quiet");
        string[] args = ["replay", _place.Path("out"), option, value, .. other.Length > 0 ? [other, otherValue] : Array.Empty<string>()];
        Assert.Equal((64, "", $"lora-cluster: {error}\n"), await Workplace.ProcessAsync(args));
    }
}
