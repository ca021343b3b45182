using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LoraCluster.Server.Api;

/// <summary>Answers that say what went wrong.</summary>
internal static class Problems
{
    public const string MediaType = "application/problem+json";

    public static IResult Of(int status, string code, string detail) => Of(status, code, detail, null, null);

    /// <summary>A sweep that breaks the rules for sweep files.</summary>
    public static IResult BadSweep(IReadOnlyList<SpecError> errors) =>
        Of(StatusCodes.Status422UnprocessableEntity, "bad_sweep", "the sweep file is wrong", errors, null);

    /// <summary>A sweep that is in the way, or that cannot go on.</summary>
    public static IResult Conflict(int status, string code, string detail, JobStatus sweep) => Of(status, code, detail, null, sweep);

    public static IResult NoSuchSweep() => Of(StatusCodes.Status404NotFound, "no_such_sweep", "there is no sweep of this name");

    /// <summary>A status that the framework or the server chose, with no more to say than what it means.</summary>
    public static IResult Of(int status) => status switch
    {
        StatusCodes.Status404NotFound => Of(status, "not_found", "there is nothing here; /openapi/v1.json describes what there is"),
        StatusCodes.Status405MethodNotAllowed => Of(status, "method_not_allowed", "this resource does not know the method; the Allow header lists those it knows"),
        StatusCodes.Status413PayloadTooLarge => Of(status, "too_large", $"the sweep file is too large; expected at most {SweepFile.MaxBytes} bytes"),
        StatusCodes.Status415UnsupportedMediaType => Of(status, "unsupported_media_type", "expected a sweep as text/yaml or application/yaml, UTF-8, not compressed"),
        StatusCodes.Status504GatewayTimeout => Of(status, "timeout", "the request took too long"),
        _ => Of(status, "failed", ReasonPhrases.GetReasonPhrase(status)),
    };

    private static IResult Of(int status, string code, string detail, IReadOnlyList<SpecError>? errors, JobStatus? sweep) => Results.Json(
        new Problem("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail, code) { Errors = errors, Sweep = sweep },
        ApiJson.Default.Problem,
        MediaType,
        status);
}
