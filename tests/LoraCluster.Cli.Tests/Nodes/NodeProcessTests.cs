using System.Text.Json;

namespace LoraCluster.Cli.Tests.Nodes;

/// <summary>Nodes as processes: who is let in, who is not, and with which exit code.</summary>
public sealed class NodeProcessTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Nodes_with_our_certificates_are_one_cluster_and_others_stay_outside()
    {
        await MakeCertificatesAsync("ours", "127.0.0.1,localhost", "second");
        await MakeCertificatesAsync("theirs", "stranger");
        _place.Write("token", "open-sesame\n");
        using var first = NodeProcess.Start(_place, ["--roles", "coordinator,aggregator", "--data", "data", "--http", "127.0.0.1:0", "--token-file", "token", .. Tls("ours", "127.0.0.1")]);
        (string seed, string api) = await first.StartedAsync();
        using var second = NodeProcess.Start(_place, ["--roles", "worker", "--workers", "1", "--seeds", seed, .. Tls("ours", "second")]);

        Assert.StartsWith("https://", api, StringComparison.Ordinal);
        string[] ask = ["--node", api, "--ca", _place.Path("ours/ca.pem"), "--token-file", _place.Path("token")];
        await UntilNodesAre(2, ask);
        using var stranger = NodeProcess.Start(_place, ["--roles", "worker", "--seeds", seed, "--join-timeout", "4", .. Tls("theirs", "stranger")]);
        using var plain = NodeProcess.Start(_place, "--roles", "worker", "--seeds", seed, "--join-timeout", "4");
        int[] codes = await Task.WhenAll(stranger.EndedAsync(), plain.EndedAsync());

        Assert.True(codes is [77, 69], $"{codes[0]}: {stranger.Error}\n{codes[1]}: {plain.Error}");
        await UntilNodesAre(2, ask);
        Assert.Equal(77, (await Workplace.RunAsync("nodes", "--node", api, "--ca", _place.Path("ours/ca.pem"))).Code);
        Assert.Equal(0, await second.StopAsync());
        Assert.Equal(0, await first.StopAsync());
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_used_ends_the_node_before_it_joins()
    {
        await MakeCertificatesAsync("ours", "a", "b");
        await MakeCertificatesAsync("theirs", "c");

        string[] refusals =
        [
            await Refusal("ours/a.p12", "ours/b.password", "ours/ca.pem"),
            await Refusal("ours/none.p12", "ours/a.password", "ours/ca.pem"),
            await Refusal("theirs/c.p12", "theirs/c.password", "ours/ca.pem"),
            await Refusal("ours/a.p12", "ours/a.password", "ours/a.password"),
        ];

        Assert.Collection(
            refusals,
            wrongPassword => Assert.Contains("password is wrong", wrongPassword, StringComparison.Ordinal),
            missing => Assert.Contains("ours/none.p12", missing, StringComparison.Ordinal),
            rogue => Assert.Contains("was not issued by the authority in ours/ca.pem", rogue, StringComparison.Ordinal),
            noAuthority => Assert.Contains("authority", noAuthority, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_and_ends_the_node_and_is_free_once_its_owner_was_killed()
    {
        using var first = NodeProcess.Start(_place, "--data", "data", "--http", "127.0.0.1:0");
        (string node, string api) = await first.StartedAsync();

        var second = await NodeProcess.RunAsync(_place, "--roles", "worker", "--bind", node);
        var third = await NodeProcess.RunAsync(_place, "--roles", "worker", "--seeds", node, "--http", api[7..]);

        Assert.Contains($"lora-cluster: --bind {node}: the port is taken", second.Error, StringComparison.Ordinal);
        Assert.Contains($"lora-cluster: --http {api[7..]}: the port is taken", third.Error, StringComparison.Ordinal);
        Assert.Equal((69, 69), (second.Code, third.Code));
        first.Process.Kill();
        await first.EndedAsync();
        using var again = NodeProcess.Start(_place, "--data", "data", "--bind", node);
        Assert.Equal(node, (await again.StartedAsync()).Node);
        Assert.Equal(0, await again.StopAsync());
    }

    [Fact]
    public async Task A_node_that_nobody_answers_begins_again_with_new_connections_until_somebody_does()
    {
        string seed;
        using (var first = NodeProcess.Start(_place, "--data", "data"))
        {
            (seed, _) = await first.StartedAsync();
            await first.StopAsync();
        }

        using var worker = NodeProcess.Start(_place, "--roles", "worker", "--seeds", seed);
        await Workplace.Until(() => worker.Error.Contains("no seed node has answered yet; trying again with new connections", StringComparison.Ordinal), worker.Process);
        using var late = NodeProcess.Start(_place, "--data", "data", "--bind", seed, "--seeds", seed, "--http", "127.0.0.1:0");

        await UntilNodesAre(2, "--node", (await late.StartedAsync()).Api);
        Assert.Equal(0, await worker.StopAsync());
        Assert.Equal(0, await late.StopAsync());
    }

    [FactNeeding(Need.IPv6)]
    public async Task Nodes_find_each_other_by_IPv6_addresses()
    {
        using var first = NodeProcess.Start(_place, "--data", "data", "--bind", "[::1]:0", "--http", "[::1]:0");
        (string seed, string api) = await first.StartedAsync();
        using var second = NodeProcess.Start(_place, "--roles", "worker", "--bind", "[::1]:0", "--seeds", seed);

        await UntilNodesAre(2, "--node", api);
        Assert.Equal(0, await second.StopAsync());
        Assert.Equal(0, await first.StopAsync());
    }

    [Fact]
    public async Task Show_config_tells_what_is_in_force_and_starts_nothing()
    {
        Directory.CreateDirectory(_place.Path("cluster-config"));
        _place.Write("cluster-config/a.hocon", "lora-cluster.node.workers = 3\nakka { remote.untrusted-mode = off, some.password = 12345 }");
        var command = NodeProcess.Command(_place, "--roles", "worker", "--show-config", "--json");
        command.Environment["LORACLUSTER_SPLIT"] = "keep-all";

        (int code, string output, string error) = await Workplace.ProcessAsync(command);

        Assert.Equal((0, "lora-cluster: note: cluster-config/a.hocon: akka.remote.untrusted-mode is not in force: it is \"on\"\n"), (code, error));
        using var shown = JsonDocument.Parse(output);
        var settings = shown.RootElement.GetProperty("settings");
        Assert.Equal("{\"value\":\"3\",\"source\":\"cluster-config/a.hocon: lora-cluster.node.workers\"}", settings.GetProperty("workers").GetRawText());
        Assert.Equal("{\"value\":\"keep-all\",\"source\":\"LORACLUSTER_SPLIT\"}", settings.GetProperty("split").GetRawText());
        Assert.Equal("{\"value\":\"worker\",\"source\":\"--roles\"}", settings.GetProperty("roles").GetRawText());
        Assert.Equal("{\"value\":\"60\",\"source\":\"default\"}", settings.GetProperty("join-timeout").GetRawText());
        var akka = shown.RootElement.GetProperty("akka");
        Assert.Equal("\"on\"", akka.GetProperty("akka.remote.untrusted-mode").GetString());
        Assert.Equal("[\"worker\"]", akka.GetProperty("akka.cluster.roles").GetString());
        Assert.Equal("\"(hidden)\"", akka.GetProperty("akka.some.password").GetString());
        Assert.DoesNotContain("12345", output, StringComparison.Ordinal);
        Assert.Equal(["cluster-config"], Directory.GetFileSystemEntries(_place.Root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Wrong_settings_end_the_node_with_a_line_for_each()
    {
        (int code, string output, string error) = await NodeProcess.RunAsync(_place, "--workers", "0", "--bind", "10.0.0.1:0");

        Assert.Equal((64, ""), (code, output));
        Assert.All(error.TrimEnd('\n').Split('\n'), line => Assert.StartsWith("lora-cluster: --", line, StringComparison.Ordinal));
        Assert.Equal(3, error.TrimEnd('\n').Split('\n').Length);
    }

    private static string[] Tls(string authority, string name) =>
        ["--tls-ca", $"{authority}/ca.pem", "--tls-certificate", $"{authority}/{name}.p12", "--tls-password-file", $"{authority}/{name}.password"];

    private async Task<string> Refusal(string certificate, string password, string authority)
    {
        (int code, _, string error) = await NodeProcess.RunAsync(_place, "--roles", "worker", "--tls-certificate", certificate, "--tls-password-file", password, "--tls-ca", authority);
        Assert.Equal(77, code);
        return error;
    }

    private async Task MakeCertificatesAsync(string place, params string[] nodes)
    {
        (int code, _, string error) = await Workplace.RunAsync(["certs", "--out", _place.Path(place), .. nodes.SelectMany(node => new[] { "--name", node })]);
        Assert.True(code == 0, error);
    }

    private static async Task UntilNodesAre(int count, params string[] ask)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            (int code, string output, string error) = await Workplace.RunAsync(["nodes", "--json", .. ask]);
            if (code == 0 && JsonDocument.Parse(output).RootElement.GetProperty("nodes").GetArrayLength() == count)
            {
                return;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(60), $"exit code {code}: {output}{error}");
            await Task.Delay(200);
        }
    }
}
