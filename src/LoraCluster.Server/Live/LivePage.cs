using System.Net;
using LoraCluster.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LoraCluster.Server.Live;

/// <summary>The live page: three small files inside the assembly. They hold nothing secret, so they are served without the token; what they show is asked for with it.</summary>
internal static class LivePage
{
    // Only the page's own script and style, only to this node, nothing framed and nothing from elsewhere.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly (string Path, string Resource, string MediaType)[] Files =
    [
        ("/", "live.html", "text/html; charset=utf-8"),
        ("/live.css", "live.css", "text/css; charset=utf-8"),
        ("/live.js", "live.js", "text/javascript; charset=utf-8"),
    ];

    /// <summary>Whether a path is one of the page's files.</summary>
    public static bool IsAt(PathString path) => Files.Any(file => path == file.Path);

    public static void Map(IEndpointRouteBuilder routes, NodeWebOptions options)
    {
        foreach ((string path, string resource, string mediaType) in Files)
        {
            string content = Read(resource)
                .Replace("{{token}}", options.Token is null ? "none" : "needed", StringComparison.Ordinal)
                .Replace("{{release}}", WebUtility.HtmlEncode(options.Release), StringComparison.Ordinal);
            routes.MapGet(path, (HttpContext context) =>
            {
                context.Items[SecurityHeaders.PolicyKey] = Policy;
                return Results.Text(content, mediaType);
            }).ExcludeFromDescription();
        }
    }

    private static string Read(string resource)
    {
        using var stream = typeof(LivePage).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
