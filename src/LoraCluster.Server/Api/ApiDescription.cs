using LoraCluster.Sweeps.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace LoraCluster.Server.Api;

/// <summary>The OpenAPI document: what the endpoints say of themselves, and what they cannot know.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            Complete(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            BoundPriority(operation);
            return Task.CompletedTask;
        });
    });

    private static void Complete(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "LoraCluster node",
            Version = "v1",
            Description = "Submit sweeps to a cluster, watch them, cancel them. Every node with an HTTP address answers alike.",
        };

        // The document is the same wherever it is served.
        document.Servers = [];
        const string Scheme = "bearer";
        document.AddComponent<IOpenApiSecurityScheme>(
            Scheme,
            new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "Only where the node was given a token; always beyond loopback." });
        document.Security = [new OpenApiSecurityRequirement(), new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
    }

    // Read as text by the handler, whose message is better than the framework's.
    private static void BoundPriority(OpenApiOperation operation)
    {
        foreach (OpenApiParameter parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(p => p.Name == "priority") ?? [])
        {
            parameter.Description = "Of the sweeps that wait, those with the highest get the workers; 0 by default.";
            parameter.Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = Job.PriorityMin.ToString(System.Globalization.CultureInfo.InvariantCulture),
                Maximum = Job.PriorityMax.ToString(System.Globalization.CultureInfo.InvariantCulture),
            };
        }
    }
}
