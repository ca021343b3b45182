using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LoraCluster.Server.Api;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Remote;

/// <summary>
/// A node's HTTP API. Whatever goes wrong is a <see cref="CommandException"/>; with <see cref="ExitCodes.Unavailable"/> where asking again may help.
/// </summary>
internal sealed class NodeClient : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(40);

    // Three heartbeats of an event stream.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly Uri _node;
    private readonly HttpClient _http;

    /// <summary>Asks the node at this address.</summary>
    /// <param name="node">Scheme, host and port.</param>
    /// <param name="token">Shown with every request; null for none.</param>
    /// <param name="authorities">Whose certificates are trusted, and no others; null for those of the system.</param>
    public NodeClient(Uri node, string? token, X509Certificate2Collection? authorities)
    {
        _node = node;
        var handler = new SocketsHttpHandler
        {
            // A token is for this node only, and loopback needs no proxy.
            AllowAutoRedirect = false,
            UseProxy = !node.IsLoopback,
            ConnectTimeout = ConnectTimeout,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = authorities is null ? null : PolicyOf(authorities) },
        };
        _http = new HttpClient(handler) { BaseAddress = node, Timeout = AnswerTimeout };
        _http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Submits a sweep; false where it was there already.</summary>
    public async Task<(JobStatus Status, bool IsNew)> SubmitAsync(ReadOnlyMemory<byte> sweep, string file, int priority, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/api/v1/sweeps?priority={priority}"));
        request.Content = new ReadOnlyMemoryContent(sweep) { Headers = { ContentType = new MediaTypeHeaderValue("application/yaml") } };
        using HttpResponseMessage response = await SendAsync(request, file, HttpCompletionOption.ResponseContentRead, cancellation).ConfigureAwait(false);
        return (await ReadAsync(response, ApiJson.Default.JobStatus, cancellation).ConfigureAwait(false), response.StatusCode == HttpStatusCode.Created);
    }

    /// <summary>Where a sweep stands.</summary>
    public Task<JobStatus> FindAsync(string name, CancellationToken cancellation) =>
        AskAsync(HttpMethod.Get, PathOf(name), name, ApiJson.Default.JobStatus, cancellation);

    /// <summary>Cancels a sweep; where it stands then.</summary>
    public Task<JobStatus> CancelAsync(string name, CancellationToken cancellation) =>
        AskAsync(HttpMethod.Post, PathOf(name) + "/cancel", name, ApiJson.Default.JobStatus, cancellation);

    /// <summary>Every sweep.</summary>
    public Task<SweepList> ListAsync(CancellationToken cancellation) => AskAsync(HttpMethod.Get, "/api/v1/sweeps", "sweeps", ApiJson.Default.SweepList, cancellation);

    /// <summary>Every node.</summary>
    public Task<NodeList> NodesAsync(CancellationToken cancellation) => AskAsync(HttpMethod.Get, "/api/v1/nodes", "nodes", ApiJson.Default.NodeList, cancellation);

    /// <summary>Where a sweep stands, whenever that changes, until the node ends the stream; null now and then as a sign of life.</summary>
    public async IAsyncEnumerable<JobStatus?> WatchAsync(string name, [EnumeratorCancellation] CancellationToken cancellation)
    {
        const string Data = "data: ";
        using var request = new HttpRequestMessage(HttpMethod.Get, PathOf(name) + "/events");
        using HttpResponseMessage response = await SendAsync(request, name, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false));
        while (await LineAsync(reader, cancellation).ConfigureAwait(false) is { } line)
        {
            yield return line.StartsWith(Data, StringComparison.Ordinal) ? Parse(line[Data.Length..], ApiJson.Default.JobStatus) : null;
        }
    }

    private static string PathOf(string name) => "/api/v1/sweeps/" + Uri.EscapeDataString(name);

    // Exactly the given authorities: a certificate that the system trusts is not one of theirs.
    private static X509ChainPolicy PolicyOf(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private async Task<T> AskAsync<T>(HttpMethod method, string path, string about, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        using HttpResponseMessage response = await SendAsync(request, about, HttpCompletionOption.ResponseContentRead, cancellation).ConfigureAwait(false);
        return await ReadAsync(response, type, cancellation).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string about, HttpCompletionOption completion, CancellationToken cancellation)
    {
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, completion, cancellation).ConfigureAwait(false);
        }
        // A node that dies amid the handshake cuts it off: that is not distrust.
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError && e.InnerException is not IOException)
        {
            throw new CommandException(
                ExitCodes.Permission, $"{Name}: no secure connection: {(e.InnerException ?? e).Message}; --ca names the authority of the node's certificate");
        }
        catch (HttpRequestException e)
        {
            throw Unavailable(e.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Unavailable($"no answer within {AnswerTimeout.TotalSeconds} s");
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            string text = await TextAsync(response, cancellation).ConfigureAwait(false);
            bool isProblem = response.Content.Headers.ContentType?.MediaType == "application/problem+json";
            throw NodeRefusal.Of(Name, about, (int)response.StatusCode, isProblem ? Parse(text, ApiJson.Default.Problem) : null);
        }
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        Parse(await TextAsync(response, cancellation).ConfigureAwait(false), type);

    private async Task<string> TextAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidOperationException)
        {
            throw Unavailable(e.Message);
        }
    }

    private async Task<string?> LineAsync(StreamReader reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadLineAsync(cancellation).AsTask().WaitAsync(Silence, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw Unavailable($"silent for {Silence.TotalSeconds} s");
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw Unavailable(e.Message);
        }
    }

    private T Parse<T>(string text, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new JsonException("null");
        }
        catch (JsonException)
        {
            throw Unavailable("does not answer as a node of lora-cluster does");
        }
    }

    private string Name => _node.GetLeftPart(UriPartial.Authority);

    private CommandException Unavailable(string reason) => new(ExitCodes.Unavailable, $"{Name}: {reason}");
}
