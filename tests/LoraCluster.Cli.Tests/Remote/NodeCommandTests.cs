using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using LoraCluster.Server.Tests.Toys;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Tests.Remote;

/// <summary>The commands that ask a node, against one with sweeps in memory.</summary>
public sealed class NodeCommandTests : IAsyncLifetime, IDisposable
{
    private readonly Workplace _place = new();
    private RunningNode _node = null!;

    private string Sweep => _place.Write("s.yaml", RunningNode.Sweep);

    private string Url => _node.Address.GetLeftPart(UriPartial.Authority);

    public async Task InitializeAsync() => _node = await RunningNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_submitted_sweep_is_accepted_with_the_command_that_watches_it()
    {
        Assert.Equal((0, $"small: accepted; watch it with: lora-cluster watch small --node {Url}\n", ""), await Ask("submit", Sweep, "--priority", "7"));
        Assert.Equal(7, Assert.Single(await _node.Jobs.ListAsync(default)).Priority);
        Assert.Equal((0, "already there: small: queued\n", ""), await Ask("submit", Sweep));
    }

    [Fact]
    public async Task A_wrong_sweep_file_is_refused_as_run_refuses_it_and_the_node_is_not_asked()
    {
        string wrong = _place.Write("wrong.yaml", "name: small\ntrails: 3\ngrid: {}\n");
        (int code, string output, string error) = await Ask("submit", wrong);
        Assert.Equal(await Workplace.RunAsync("run", wrong, "--out", _place.Path("out")), (code, output, error));
        Assert.Equal(65, code);
        Assert.Equal(0, _node.Jobs.Questions);
    }

    [Fact]
    public async Task What_only_the_node_finds_wrong_is_said_in_the_same_form()
    {
        await using RunningNode strict = await RunningNode.StartAsync(RunningNode.Defaults with { Limits = new SweepLimits { MaxCells = 1 } });
        string sweep = Sweep;
        Assert.Equal(
            await Workplace.RunAsync("plan", sweep, "--max-cells", "1"),
            await Workplace.RunAsync("submit", sweep, "--node", strict.Address.AbsoluteUri));
    }

    [Fact]
    public async Task Another_sweep_of_the_name_is_exit_code_73()
    {
        await Ask("submit", Sweep);
        string other = _place.Write("other.yaml", RunningNode.Sweep.Replace("trials: 20", "trials: 21", StringComparison.Ordinal));
        Assert.Equal((73, "", $"lora-cluster: {other}: another sweep is called small; give this one a name of its own\n"), await Ask("submit", other));
    }

    [Theory]
    [InlineData(73)]
    [InlineData(74)]
    [InlineData(76)]
    public async Task What_the_data_directory_refuses_has_the_exit_code_that_run_would_have(int code)
    {
        _node.Jobs.Refusal = (code, "no place for it");
        string sweep = Sweep;
        Assert.Equal((code, "", $"lora-cluster: {sweep}: no place for it\n"), await Ask("submit", sweep));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("watch")]
    [InlineData("cancel")]
    public async Task A_sweep_that_is_not_there_is_exit_code_66(string command) => Assert.Equal(
        (66, "", "lora-cluster: none: no such sweep; 'lora-cluster list' names those that there are\n"), await Ask(command, "none"));

    [Theory]
    [InlineData("status", "small")]
    [InlineData("watch", "small", "--patience", "0")]
    [InlineData("cancel", "small")]
    [InlineData("list")]
    [InlineData("nodes")]
    public async Task Where_no_node_answers_the_exit_code_is_69(params string[] command)
    {
        string nowhere = $"http://127.0.0.1:{FreePort()}";
        (int code, string output, string error) = await Workplace.RunAsync([.. command, "--node", nowhere]);
        Assert.Equal((69, ""), (code, output));
        Assert.Equal($"lora-cluster: {nowhere}: Connection refused ({nowhere["http://".Length..]})\n", error);
    }

    [Fact]
    public async Task Where_no_coordinator_answers_the_exit_code_is_69_too()
    {
        _node.Jobs.IsUnavailable = true;
        Assert.Equal((69, "", $"lora-cluster: {Url}: no coordinator answers\n"), await Ask("list"));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "does not answer as a node of lora-cluster does")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "does not answer as a node of lora-cluster does (HTTP 404)")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", "does not answer as a node of lora-cluster does (HTTP 302)")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "")]
    public async Task Something_else_at_that_address_is_exit_code_69(string answer, string problem)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task answering = Task.Run(async () =>
        {
            using TcpClient client = await listener.AcceptTcpClientAsync();
            await client.GetStream().ReadExactlyAsync(new byte[16]);
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        });
        (int code, _, string error) = await Workplace.RunAsync("list", "--node", $"http://{listener.LocalEndpoint}");
        await answering;
        Assert.Equal(69, code);
        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_node_with_a_token_is_asked_with_it_or_not_at_all()
    {
        await using RunningNode node = await RunningNode.StartAsync(RunningNode.Defaults with { Token = "s3cret" });
        string url = node.Address.GetLeftPart(UriPartial.Authority);
        (int code, _, string error) = await Workplace.RunAsync("list", "--node", url);
        Assert.Equal(77, code);
        Assert.Equal($"lora-cluster: {url}: this node asks for a token: Authorization: Bearer TOKEN; --token-file or LORACLUSTER_TOKEN gives it\n", error);

        Assert.Equal(77, (await Workplace.RunAsync("list", "--node", url, "--token-file", _place.Write("wrong", "s3creT\n"))).Code);
        Assert.Equal(0, (await Workplace.RunAsync("list", "--node", url, "--token-file", _place.Write("right", "s3cret\n"))).Code);
        Assert.Equal(64, (await Workplace.RunAsync("list", "--node", url, "--token-file", _place.Write("empty", "\n"))).Code);
        Assert.Equal(66, (await Workplace.RunAsync("list", "--node", url, "--token-file", _place.Path("none"))).Code);
    }

    [Fact]
    public async Task Node_and_token_may_come_from_the_environment()
    {
        await using RunningNode node = await RunningNode.StartAsync(RunningNode.Defaults with { Token = "s3cret" });
        var command = Workplace.Command(["nodes"]);
        command.Environment["LORACLUSTER_NODE"] = node.Address.AbsoluteUri;
        command.Environment["LORACLUSTER_TOKEN"] = "s3cret";
        Assert.Equal(0, (await Workplace.ProcessAsync(command)).Code);

        command.Environment["LORACLUSTER_NODE"] = "node-1";
        Assert.Equal((64, "", "lora-cluster: LORACLUSTER_NODE: got 'node-1'; expected http://HOST:PORT or https://HOST:PORT\n"), await Workplace.ProcessAsync(command));
    }

    [Fact]
    public async Task A_private_authority_is_trusted_when_named_and_only_then()
    {
        using var certificate = Certificates.SelfSigned();
        using var stranger = Certificates.SelfSigned();
        string ours = _place.Write("ca.pem", certificate.ExportCertificatePem());
        string other = _place.Write("other.pem", stranger.ExportCertificatePem());
        await using RunningNode node = await RunningNode.StartAsync(RunningNode.Defaults with { Certificate = certificate });
        string url = node.Address.AbsoluteUri;
        Assert.Equal(0, (await Workplace.RunAsync("nodes", "--node", url, "--ca", ours)).Code);
        (int code, _, string error) = await Workplace.RunAsync("nodes", "--node", url, "--ca", other);
        Assert.Equal(77, code);
        Assert.Contains("no secure connection", error, StringComparison.Ordinal);
        Assert.Equal(77, (await Workplace.RunAsync("nodes", "--node", url)).Code);
        Assert.Equal(66, (await Workplace.RunAsync("nodes", "--node", url, "--ca", _place.Write("no.pem", "nothing"))).Code);
    }

    [Fact]
    public async Task A_secure_connection_that_is_cut_off_is_a_node_that_does_not_answer()
    {
        using var certificate = Certificates.SelfSigned();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var cutting = Task.Run(async () =>
        {
            using Socket socket = await listener.AcceptSocketAsync();
            await socket.ReceiveAsync(new byte[1]);
            socket.LingerState = new LingerOption(true, 0);
        });

        (int code, _, string error) = await Workplace.RunAsync("list", "--node", $"https://{listener.LocalEndpoint}", "--ca", _place.Write("ca.pem", certificate.ExportCertificatePem()));
        await cutting;

        Assert.True(code == 69, error);
    }

    [Fact]
    public async Task A_status_is_one_line_or_json()
    {
        await Ask("submit", Sweep);
        _node.Jobs.Change("small", s => s with { State = JobState.Running, PartsTotal = 12, PartsCommitted = 3, TrialsDone = 240_000, Seconds = 2, Workers = 8 });
        Assert.Equal((0, "small: running, 3 of 12 parts, 120,000 trials/s, 8 threads\n", ""), await Ask("status", "small"));
        using JsonDocument json = JsonDocument.Parse((await Ask("status", "small", "--json")).Out);
        Assert.Equal(3, json.RootElement.GetProperty("parts_committed").GetInt32());
    }

    [Fact]
    public async Task A_list_is_a_table_or_json()
    {
        Assert.Equal((0, "", "no sweeps yet; 'lora-cluster submit SWEEP' gives the cluster one\n"), await Ask("list"));
        await Ask("submit", Sweep);
        _node.Jobs.Change("small", s => s with { State = JobState.Completed, PartsTotal = 12, PartsCommitted = 12, Rows = 1234, ExitCode = 0 });
        await Ask("submit", _place.Write("b.yaml", RunningNode.Sweep.Replace("small", "another-one", StringComparison.Ordinal)), "--priority", "-5");
        Assert.Equal(
            """
            NAME         STATE      PRIORITY  PARTS  THREADS  ROWS   MESSAGE
            small        completed  0         12/12  -        1,234
            another-one  queued     -5        -      0        -

            """,
            (await Ask("list")).Out);
        using JsonDocument json = JsonDocument.Parse((await Ask("list", "--json")).Out);
        Assert.Equal(2, json.RootElement.GetProperty("sweeps").GetArrayLength());
    }

    [Fact]
    public async Task Nodes_are_a_table_or_json()
    {
        _node.Jobs.Nodes =
        [
            new NodeStatus("10.0.0.1:19090", ["aggregator", "coordinator"], 0, "0.1.0", true, true),
            new NodeStatus("10.0.0.2:19090", ["worker"], 1024, "0.1.0", false, false) { BlocksHeld = 12345 },
        ];
        Assert.Equal(
            """
            ADDRESS         ROLES                   THREADS  HOLDS          RELEASE  STATE
            10.0.0.1:19090  aggregator,coordinator  0        0 blocks       0.1.0    coordinates
            10.0.0.2:19090  worker                  1,024    12,345 blocks  0.1.0    unreachable

            """,
            (await Ask("nodes")).Out);
        Assert.Contains("\"is_reachable\":false", (await Ask("nodes", "--json")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_sweep_can_be_submitted_again_and_one_that_has_ended_stays()
    {
        await Ask("submit", Sweep);
        Assert.Equal((0, "small: cancelled; submitting it again goes on\n", ""), await Ask("cancel", "small"));
        Assert.StartsWith("small: accepted", (await Ask("submit", Sweep)).Out, StringComparison.Ordinal);
        _node.Jobs.Change("small", s => s with { State = JobState.Completed, ExitCode = 0 });
        Assert.Equal((0, "had ended already: small: completed\n", ""), await Ask("cancel", "small"));
    }

    [Fact]
    public async Task What_a_node_says_cannot_steer_the_terminal()
    {
        await Ask("submit", Sweep);
        _node.Jobs.Change("small", s => s with { State = JobState.Failed, Message = "a\e[2Jb", ExitCode = 70 });
        _node.Jobs.Nodes = [new NodeStatus("a\e[2J:1", ["worker\r"], 1, "0\n1", true, false)];
        Assert.Equal("small: failed: a\\u001B[2Jb\n", (await Ask("status", "small")).Out);
        foreach (string command in new[] { "list", "nodes" })
        {
            string output = (await Ask(command)).Out;
            Assert.DoesNotContain('\e', output);
            Assert.DoesNotContain('\r', output);
            Assert.Equal(2, output.TrimEnd('\n').Split('\n').Length);
        }
    }

    private Task<(int Code, string Out, string Error)> Ask(params string[] command) => Workplace.RunAsync([.. command, "--node", Url]);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
