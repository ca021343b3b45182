using LoraCluster.Server.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LoraCluster.Server.Api;

/// <summary>What a node answers, and where.</summary>
internal static class NodeApi
{
    public const string Root = "/api/v1";

    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup(Root);
        SweepEndpoints.Map(api);
        NodeEndpoints.Map(api);
        LiveEndpoints.Map(api);
        HealthEndpoints.Map(routes);
        routes.MapOpenApi("/openapi/{documentName}.json");
    }

    /// <summary>Says in the description which problems an endpoint may answer with.</summary>
    public static RouteHandlerBuilder MayFailWith(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (int status in statuses)
        {
            endpoint.Produces<Problem>(status, Problems.MediaType);
        }

        return endpoint;
    }
}
