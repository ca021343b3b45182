using LoraCluster.Sweeps.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Server.Api;

/// <summary>Turns whatever went wrong into an answer, unless one is under way. What an exception says stays in the log.</summary>
internal sealed class ErrorsAsProblems(RequestDelegate next, ILogger<ErrorsAsProblems> log)
{
    private const string RetryAfterSeconds = "2";

    public async Task InvokeAsync(HttpContext context)
    {
        IResult? problem = null;
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            problem = Of(e, context);
        }

        if (problem is null && context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
        {
            problem = Problems.Of(context.Response.StatusCode);
        }

        if (problem is not null)
        {
            await problem.ExecuteAsync(context).ConfigureAwait(false);
        }
    }

    private IResult Of(Exception error, HttpContext context)
    {
        switch (error)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } e:
                return Problems.Of(e.StatusCode);
            case BadHttpRequestException e:
                return Problems.Of(e.StatusCode, "bad_request", e.Message);
            case JobServiceUnavailableException e:
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                return Problems.Of(StatusCodes.Status503ServiceUnavailable, "no_coordinator", e.Message);
            default:
                log.LogError(error, "A request failed: {Method} {Route}", context.Request.Method, context.GetEndpoint()?.DisplayName);
                return Problems.Of(StatusCodes.Status500InternalServerError, "internal", "a fault of the node's own; its log says more");
        }
    }
}
