using System.Globalization;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Planning;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LoraCluster.Server.Api;

/// <summary>Reads submitted sweeps, a few at a time: a large one takes memory and a second of a core.</summary>
internal sealed class SweepIntake(NodeWebOptions options, IReadOnlyList<IExperiment> experiments) : IDisposable
{
    /// <summary>What errors call a sweep that came without a file; clients put the file's name there.</summary>
    public const string FileName = "sweep";

    public static readonly IReadOnlyList<string> MediaTypes = ["application/yaml", "text/yaml"];

    private readonly SemaphoreSlim _readers = new(options.Allowance.Readers);

    /// <summary>The sweep in a request's body, or the answer that says what is wrong with it.</summary>
    public async Task<(SweepDefinition? Definition, IResult? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!IsYaml(request))
        {
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType));
        }

        // The server itself ends a body that is much too long.
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation).ConfigureAwait(false);
        if (body.Length > SweepFile.MaxBytes)
        {
            return (null, Problems.Of(StatusCodes.Status413PayloadTooLarge));
        }

        await _readers.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return Parse(body.GetBuffer().AsSpan(0, (int)body.Length));
        }
        finally
        {
            _readers.Release();
        }
    }

    public void Dispose() => _readers.Dispose();

    private (SweepDefinition? Definition, IResult? Refusal) Parse(ReadOnlySpan<byte> text)
    {
        SweepParseResult result = SweepFile.Parse(text, FileName, experiments, options.Limits);
        if (result.Definition is not { } definition)
        {
            return (null, Problems.BadSweep(result.Errors));
        }

        if (definition.Experiment.Unavailable is { } reason)
        {
            return (null, Problems.BadSweep([new SpecError(FileName, 1, 1, "experiment", "this node cannot run it", definition.Experiment.Name, "an experiment that is installed here", reason)]));
        }

        SweepEstimate estimate = SweepEstimate.Counted(definition);
        return estimate.DatasetBytes <= options.MaxDatasetBytes ? (definition, null) : (null, Problems.BadSweep([TooLarge(estimate)]));
    }

    private SpecError TooLarge(SweepEstimate estimate) => new(
        FileName,
        1,
        1,
        "grid",
        "the dataset would be too large",
        string.Create(CultureInfo.InvariantCulture, $"about {estimate.DatasetBytes:G3} bytes ({estimate.Rows:#,0} rows)"),
        string.Create(CultureInfo.InvariantCulture, $"at most {options.MaxDatasetBytes:G3} bytes"),
        "shrink the grid, or raise the node's --max-dataset-bytes");

    private static bool IsYaml(HttpRequest request) =>
        request.Headers.ContentEncoding.Count == 0
        && MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
        && MediaTypes.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
