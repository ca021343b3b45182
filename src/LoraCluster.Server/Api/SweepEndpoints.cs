using System.Diagnostics.Metrics;
using System.Globalization;
using LoraCluster.Server.Live;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;
using LoraCluster.Sweeps.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Server.Api;

/// <summary>Sweeps: submitted, listed, watched, cancelled.</summary>
internal static partial class SweepEndpoints
{

    private static readonly Counter<long> Submissions = Instruments.Meter.CreateCounter<long>("lora_cluster.submissions", null, "Sweeps submitted by HTTP, by what became of them.");

    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder sweeps = api.MapGroup("/sweeps").WithTags("sweeps");
        sweeps.MapPost(string.Empty, SubmitAsync)
            .WithName("submitSweep")
            .WithSummary("Submits a sweep: 201 once it would survive the loss of every process, 200 where it is here already.")
            .Accepts<string>(SweepIntake.MediaTypes[0], SweepIntake.MediaTypes[1])
            .Produces<JobStatus>(StatusCodes.Status201Created)
            .Produces<JobStatus>()
            .MayFailWith(400, 401, 409, 413, 415, 422, 503, 507);
        sweeps.MapGet(string.Empty, ListAsync)
            .WithName("listSweeps")
            .WithSummary("Every sweep in the data directory, in order of submission.")
            .Produces<SweepList>()
            .MayFailWith(401, 503);
        sweeps.MapGet("/{name}", FindAsync)
            .WithName("findSweep")
            .WithSummary("Where a sweep stands.")
            .Produces<JobStatus>()
            .MayFailWith(401, 404, 503);
        sweeps.MapPost("/{name}/cancel", CancelAsync)
            .WithName("cancelSweep")
            .WithSummary("Stops a sweep and keeps what is committed; submitting it again goes on. One that has ended stays as it is.")
            .Produces<JobStatus>()
            .MayFailWith(401, 404, 503);
        sweeps.MapGet("/{name}/events", WatchAsync)
            .WithName("watchSweep")
            .WithSummary("Where a sweep stands whenever that changes, as server-sent events named 'status', at most two a second; ends once the sweep has.")
            .Produces<string>(StatusCodes.Status200OK, EventStream.MediaType)
            .MayFailWith(401, 404, 503)
            .DisableRequestTimeout();
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context,
        [FromQuery] string? priority,
        [FromServices] SweepIntake intake,
        [FromServices] IJobService jobs,
        [FromServices] ILogger<SweepIntake> log)
    {
        if (PriorityOf(priority) is not { } number)
        {
            return Problems.Of(
                StatusCodes.Status400BadRequest, "bad_priority", $"priority: expected a whole number from {Job.PriorityMin} to {Job.PriorityMax}");
        }

        (SweepDefinition? definition, IResult? refusal) = await intake.ReadAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
        if (definition is null)
        {
            return refusal!;
        }

        Submitted submitted = await jobs.SubmitAsync(definition, number, context.RequestAborted).ConfigureAwait(false);
        Submissions.Add(1, new KeyValuePair<string, object?>("verdict", submitted.Verdict.ToString()));
        LogSubmitted(log, definition.Name, number, submitted.Verdict);
        context.Response.Headers.Location = $"{NodeApi.Root}/sweeps/{submitted.Job.Name}";
        return submitted switch
        {
            { Verdict: SubmitVerdict.Accepted } => Status(submitted.Job, StatusCodes.Status201Created),
            { Verdict: SubmitVerdict.AlreadyThere } => Status(submitted.Job),
            { Verdict: SubmitVerdict.NameTaken } => Problems.Conflict(
                StatusCodes.Status409Conflict, "name_taken", $"another sweep is called {definition.Name}; give this one a name of its own", submitted.Job),
            { Job.ExitCode: OutcomeCode.Storage } => Problems.Conflict(StatusCodes.Status507InsufficientStorage, "storage", submitted.Job.Message, submitted.Job),
            _ => Problems.Conflict(StatusCodes.Status409Conflict, "refused", submitted.Job.Message, submitted.Job),
        };
    }

    private static async Task<IResult> ListAsync([FromServices] IJobService jobs, CancellationToken cancellation) =>
        Results.Json(new SweepList(await jobs.ListAsync(cancellation).ConfigureAwait(false)), ApiJson.Default.SweepList);

    private static async Task<IResult> FindAsync(string name, [FromServices] IJobService jobs, CancellationToken cancellation) =>
        IsName(name) && await jobs.FindAsync(name, cancellation).ConfigureAwait(false) is { } status ? Status(status) : Problems.NoSuchSweep();

    private static async Task<IResult> CancelAsync(
        string name, [FromServices] IJobService jobs, [FromServices] ILogger<SweepIntake> log, CancellationToken cancellation)
    {
        if (!IsName(name) || await jobs.CancelAsync(name, cancellation).ConfigureAwait(false) is not { } status)
        {
            return Problems.NoSuchSweep();
        }

        LogCancelled(log, status.Name, status.State);
        return Status(status);
    }

    private static Task<IResult> WatchAsync(string name, HttpContext context, [FromServices] StatusStream stream) =>
        IsName(name) ? stream.SendAsync(name, context) : Task.FromResult(Problems.NoSuchSweep());

    // A name that no sweep can have is not worth a question to the coordinator, and never reaches a path.
    private static bool IsName(string name) => SweepName.ProblemOf(name) is null;

    private static int? PriorityOf(string? text) => text is null ? 0
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number is >= Job.PriorityMin and <= Job.PriorityMax ? number
        : null;

    [LoggerMessage(Level = LogLevel.Information, Message = "Sweep {Name} submitted with priority {Priority}: {Verdict}")]
    private static partial void LogSubmitted(ILogger log, string name, int priority, SubmitVerdict verdict);

    [LoggerMessage(Level = LogLevel.Information, Message = "Sweep {Name} cancelled, now {State}")]
    private static partial void LogCancelled(ILogger log, string name, JobState state);

    private static IResult Status(JobStatus status, int code = StatusCodes.Status200OK) => Results.Json(status, ApiJson.Default.JobStatus, null, code);
}
