using LoraCluster.Server.Api;
using LoraCluster.Sweeps.Definition;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace LoraCluster.Server.Live;

/// <summary>What the live page asks for, beside what everyone does.</summary>
internal static class LiveEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/events", ([FromServices] StateStream stream, HttpContext context) => stream.SendAsync(context))
            .WithName("watchCluster").WithTags("live")
            .WithSummary("All sweeps and nodes whenever any of it changes, as server-sent events named 'state', at most two a second.")
            .Produces<string>(StatusCodes.Status200OK, EventStream.MediaType)
            .MayFailWith(401, 503)
            .DisableRequestTimeout();
        api.MapGet("/sweeps/{name}/rows", RowsAsync)
            .WithName("watchRows").WithTags("live")
            .WithSummary("A sweep's cells as their parts come to disk, as server-sent events: 'outline', 'cells' again and again, 'end' once the sweep has ended. Only of nodes with the data directory.")
            .Produces<string>(StatusCodes.Status200OK, EventStream.MediaType)
            .MayFailWith(401, 404, 503)
            .DisableRequestTimeout();
        api.MapGet("/sweeps/{name}/definition", Definition)
            .WithName("sweepDefinition").WithTags("live")
            .WithSummary("A sweep in its normal form, itself a valid sweep file. Only of nodes with the data directory.")
            .Produces<string>(StatusCodes.Status200OK, SweepIntake.MediaTypes[0])
            .MayFailWith(401, 404);
    }

    private static Task<IResult> RowsAsync(string name, HttpContext context, [FromServices] RowStream stream) =>
        SweepName.ProblemOf(name) is null ? stream.SendAsync(name, context) : Task.FromResult(Problems.NoSuchSweep());

    private static IResult Definition(string name, [FromServices] ISweepData data) =>
        SweepName.ProblemOf(name) is null && data.DefinitionOf(name) is { } text ? Results.Bytes(text, SweepIntake.MediaTypes[0]) : Problems.NoSuchSweep();
}
