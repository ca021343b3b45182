using LoraCluster.Sweeps.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace LoraCluster.Server.Api;

/// <summary>The cluster's nodes.</summary>
internal static class NodeEndpoints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/nodes", ListAsync)
        .WithName("listNodes").WithTags("nodes").WithSummary("The nodes of the cluster, as its coordinator sees them.")
        .Produces<NodeList>()
        .MayFailWith(401, 503);

    private static async Task<IResult> ListAsync([FromServices] IJobService jobs, CancellationToken cancellation) =>
        Results.Json(new NodeList(await jobs.NodesAsync(cancellation).ConfigureAwait(false)), ApiJson.Default.NodeList);
}
