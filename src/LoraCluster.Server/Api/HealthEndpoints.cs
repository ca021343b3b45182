using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace LoraCluster.Server.Api;

/// <summary>What supervisors probe.</summary>
internal static class HealthEndpoints
{
    /// <summary>The process is alive: restart it where this does not answer.</summary>
    public const string Alive = "/healthz";

    /// <summary>The node takes part in the cluster: send it work while this answers 200.</summary>
    public const string Ready = "/readyz";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Alive, () => Results.Json(new Health("alive"), ApiJson.Default.Health))
            .WithName("alive").WithTags("health").WithSummary("200 while the process is alive. Needs no token.").Produces<Health>();
        routes.MapGet(Ready, IsReady)
            .WithName("ready").WithTags("health").WithSummary("200 once the node has joined and was welcomed. Needs no token.").Produces<Health>().MayFailWith(503);
    }

    private static IResult IsReady([FromServices] NodeWebOptions options) => options.NotReadyBecause() is { } reason
        ? Problems.Of(StatusCodes.Status503ServiceUnavailable, "not_ready", reason)
        : Results.Json(new Health("ready"), ApiJson.Default.Health);
}
