using LoraCluster.Server.Live;
using LoraCluster.Server.Tests.Toys;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Tests.Live;

/// <summary>A node with one running sweep in memory, to be looked at.</summary>
internal static class WatchedNode
{
    public static readonly LiveSeries[] Series =
    [
        new("full fine-tuning", "#000000", "circle", true), .. Enumerable.Range(1, 8).Select(r => new LiveSeries($"LoRA r = {r}", "#44377f", "square", false)),
    ];

    public static SweepOutline Outline(long cells, params LiveAxis[] axes) => new("small", "excess risk", axes, Series, cells, 100 * cells, null, "data/small");

    public static async Task<RunningNode> StartAsync(ISweepData data, string? token = null)
    {
        var node = await RunningNode.StartAsync(RunningNode.Defaults with { Data = data, Token = token, Release = "1.2.3" });
        if (token is not null)
        {
            node.Client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }

        (await node.SubmitAsync()).EnsureSuccessStatusCode();
        node.Jobs.Change("small", status => status with { State = JobState.Running, PartsTotal = 10, PartsCommitted = 2, CellsDone = 3, TrialsDone = 300, Workers = 2 });
        return node;
    }
}
