using System.Net;
using LoraCluster.Cli.Running;
using LoraCluster.Cluster.Node;
using LoraCluster.Server;
using LoraCluster.Sweeps.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;

namespace LoraCluster.Cli.Tests.Remote;

/// <summary>The commands against a node with a real cluster, of one, behind its API.</summary>
public sealed class WholeNodeTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_sweep_submitted_over_http_is_the_dataset_that_run_writes()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        await using ClusterNode node = await ClusterNode.StartAsync(
            new NodeSettings { DataDirectory = _place.Path("data"), Workers = 1 }, Release.Version, SweepLoader.Experiments, NullLoggerFactory.Instance);
        await using WebApplication web = NodeWeb.Create(
            new NodeWebOptions { Bind = new DnsEndPoint("127.0.0.1", 0), NotReadyBecause = () => node.State.WaitsFor is { Length: > 0 } reason ? reason : null },
            node.Jobs,
            SweepLoader.Experiments,
            NullLoggerFactory.Instance);
        await web.StartAsync();
        string url = NodeWeb.BaseAddress(web).AbsoluteUri;

        (int code, string output, string error) = await Workplace.RunAsync("submit", sweep, "--wait", "--node", url).WaitAsync(Limit);
        Assert.True(code == 0, error);
        Assert.Equal(0, (await Workplace.RunAsync("run", sweep, "--out", _place.Path("local"), "--quiet")).Code);
        byte[] Manifest(string dataset) => File.ReadAllBytes(Path.Combine(_place.Path(dataset), "_manifest.json"));
        Assert.Equal(Manifest("local"), Manifest("data/small"));
        JobStatus status = (await node.Jobs.FindAsync("small", default))!;
        Assert.Contains($"manifest {status.ManifestSha256![..16]}", output, StringComparison.Ordinal);

        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(url + "readyz")).StatusCode);
        Assert.Contains("coordinates", (await Workplace.RunAsync("nodes", "--node", url)).Out, StringComparison.Ordinal);
    }
}
