using System.Text.Json;
using System.Text.Json.Serialization;
using LoraCluster.Server.Live;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Server.Api;

/// <summary>The API's JSON, for server and clients: snake_case, fields in the order of their declaration, states in lower case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(JobStateConverter)])]
[JsonSerializable(typeof(JobStatus))]
[JsonSerializable(typeof(SweepList))]
[JsonSerializable(typeof(NodeList))]
[JsonSerializable(typeof(ClusterState))]
[JsonSerializable(typeof(SweepOutline))]
[JsonSerializable(typeof(LiveCell[]))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
public sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>The same rules for the framework's own use, descriptions for instance.</summary>
    internal static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = Default.Options.PropertyNamingPolicy;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JobStateConverter());
        options.TypeInfoResolverChain.Insert(0, Default);
    }

    private sealed class JobStateConverter() : JsonStringEnumConverter<JobState>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
}
