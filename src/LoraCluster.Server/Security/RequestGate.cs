using LoraCluster.Server.Api;
using LoraCluster.Server.Live;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LoraCluster.Server.Security;

/// <summary>
/// Lets in who may ask. A web page that a user happens to look at may not, whether it names this node by a name of its own (the Host header tells) or asks across origins
/// (Origin and Sec-Fetch-Site tell); nor may anyone without the token, where there is one.
/// </summary>
internal sealed class RequestGate
{
    private readonly RequestDelegate _next;
    private readonly HashSet<string> _hosts;
    private readonly BearerToken? _token;

    public RequestGate(RequestDelegate next, NodeWebOptions options)
    {
        _next = next;
        _token = options.Token is { } token ? new BearerToken(token) : null;
        _hosts = new HashSet<string>(
            ["localhost", "127.0.0.1", "[::1]", InUrl(options.Bind.Host), .. options.AllowedHosts.Select(InUrl)], StringComparer.OrdinalIgnoreCase);
    }

    public Task InvokeAsync(HttpContext context) => Refusal(context) is { } refusal ? refusal.ExecuteAsync(context) : _next(context);

    private IResult? Refusal(HttpContext context)
    {
        HttpRequest request = context.Request;

        // Probes come by whatever address the container has today, and have no token; what they are told is no secret.
        bool isProbe = request.Path == HealthEndpoints.Alive || request.Path == HealthEndpoints.Ready;
        if (!isProbe && !_hosts.Contains(request.Host.Host))
        {
            return Problems.Of(StatusCodes.Status421MisdirectedRequest, "wrong_host", "the Host header names none of this node's names");
        }

        if (IsForeign(request.Headers.Origin, $"{request.Scheme}://{request.Host}"))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "foreign_origin", "requests of pages from another origin are not answered");
        }

        if (!HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Site"] is [var site] && site is not ("same-origin" or "none"))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "cross_site", "requests of pages from another site change nothing here");
        }

        return isProbe || LivePage.IsAt(request.Path) || _token is null || _token.IsIn(request.Headers.Authorization) ? null : Unauthorized(context);
    }

    private static bool IsForeign(StringValues origin, string own) =>
        origin.Count > 0 && !(origin is [var only] && string.Equals(only, own, StringComparison.OrdinalIgnoreCase));

    private static IResult Unauthorized(HttpContext context)
    {
        bool shown = context.Request.Headers.Authorization.Count > 0;
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"lora-cluster\"" + (shown ? ", error=\"invalid_token\"" : string.Empty);
        return Problems.Of(
            StatusCodes.Status401Unauthorized, "unauthorized", shown ? "the token is not this node's" : "this node asks for a token: Authorization: Bearer TOKEN");
    }

    // An IPv6 address has brackets in a URL.
    private static string InUrl(string host) => host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? $"[{host}]" : host;
}
