using Microsoft.AspNetCore.Http;

namespace LoraCluster.Server.Security;

/// <summary>Tells browsers to run, frame, guess and keep nothing of what the API answers.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>The item of a request under which an answer that is a page puts its own Content-Security-Policy.</summary>
    public const string PolicyKey = "policy";

    public Task InvokeAsync(HttpContext context)
    {
        // Last, so that an answer that starts anew as an error has them too.
        context.Response.OnStarting(() =>
        {
            IHeaderDictionary headers = context.Response.Headers;
            headers.ContentSecurityPolicy = context.Items[PolicyKey] as string ?? "default-src 'none'; frame-ancestors 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers.CacheControl = "no-store";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
