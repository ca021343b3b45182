using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LoraCluster.Server.Tests.Toys;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Server.Tests.Api;

/// <summary>Submitting, listing, finding, cancelling.</summary>
public sealed class SweepEndpointsTests : IAsyncLifetime
{
    private RunningNode _node = null!;

    public async Task InitializeAsync() => _node = await RunningNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task A_new_sweep_is_created_and_found_where_the_answer_says()
    {
        HttpResponseMessage response = await _node.SubmitAsync(query: "?priority=-7");
        JsonElement status = await RunningNode.Json(HttpStatusCode.Created, Task.FromResult(response));
        Assert.Equal("small", status.GetProperty("name").GetString());
        Assert.Equal(-7, status.GetProperty("priority").GetInt32());
        Assert.Equal(status.ToString(), (await RunningNode.Json(HttpStatusCode.OK, _node.Client.GetAsync(response.Headers.Location))).ToString());
    }

    [Fact]
    public async Task A_status_has_its_fields_in_a_fixed_order()
    {
        await _node.SubmitAsync();
        _node.Jobs.Change("small", s => s with { State = JobState.Completed, DefinitionHash = "h", Seconds = 0.5, PartsTotal = 3, Rows = 1_000_000, ManifestSha256 = "m", ExitCode = 0 });
        Assert.Equal(
            """{"name":"small","definition_hash":"h","state":"completed","priority":0,"number":1,"message":"","exit_code":0,"parts_total":3,"parts_committed":0"""
            + ""","cells_done":0,"trials_done":0,"seconds":0.5,"workers":0,"rows":1000000,"manifest_sha256":"m","has_ended":true}""",
            await _node.Client.GetStringAsync("/api/v1/sweeps/small"));
    }

    [Fact]
    public async Task The_same_sweep_again_is_no_error()
    {
        await _node.SubmitAsync();
        Assert.Equal("queued", (await RunningNode.Json(HttpStatusCode.OK, _node.SubmitAsync())).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Another_sweep_of_the_same_name_is_refused_with_the_one_that_has_it()
    {
        await _node.SubmitAsync();
        JsonElement problem = await RunningNode.Problem(
            HttpStatusCode.Conflict, "name_taken", _node.SubmitAsync(RunningNode.Sweep.Replace("trials: 20", "trials: 21", StringComparison.Ordinal)));
        Assert.Equal("small", problem.GetProperty("sweep").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData(73, HttpStatusCode.Conflict, "refused")]
    [InlineData(74, HttpStatusCode.InsufficientStorage, "storage")]
    public async Task What_the_data_directory_refuses_is_said_in_its_words(int exitCode, HttpStatusCode expected, string code)
    {
        _node.Jobs.Refusal = (exitCode, "small: holds files that are not ours");
        JsonElement problem = await RunningNode.Problem(expected, code, _node.SubmitAsync());
        Assert.Equal("small: holds files that are not ours", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Everything_wrong_with_a_sweep_is_listed_with_its_place()
    {
        JsonElement problem = await RunningNode.Problem(HttpStatusCode.UnprocessableEntity, "bad_sweep", _node.SubmitAsync("name: small\ntrails: 3\nseed: -1\ngrid: {dx: 4}\n"));
        JsonElement[] errors = [.. problem.GetProperty("errors").EnumerateArray()];
        Assert.True(errors.Length > 2);
        JsonElement first = errors[0];
        Assert.Equal(("sweep", 2, 1, "trails"), (Text(first, "file"), first.GetProperty("line").GetInt32(), first.GetProperty("column").GetInt32(), Text(first, "field")));
        Assert.Equal("did you mean 'trials'?", Text(first, "hint"));
        Assert.All(errors, e => Assert.NotEmpty(Text(e, "problem")));
        Assert.Equal("-1", Text(errors.Single(e => Text(e, "field") == "seed"), "got"));
        Assert.Contains("18446744073709551615", Text(errors.Single(e => Text(e, "field") == "seed"), "expected"), StringComparison.Ordinal);
        Assert.Equal(0, _node.Jobs.Questions);
    }

    [Theory]
    [InlineData(3, double.MaxValue, 1e12, "")]
    [InlineData(long.MaxValue, 10, 1e12, "")]
    [InlineData(long.MaxValue, double.MaxValue, 1000, "the dataset would be too large")]
    public async Task A_sweep_beyond_the_nodes_limits_is_refused(long maxCells, double maxCellBytes, double maxDatasetBytes, string problem)
    {
        await using RunningNode node = await RunningNode.StartAsync(RunningNode.Defaults with
        {
            Limits = new SweepLimits { MaxCells = maxCells, MaxCellBytes = maxCellBytes },
            MaxDatasetBytes = maxDatasetBytes,
        });
        JsonElement answer = await RunningNode.Problem(
            HttpStatusCode.UnprocessableEntity, "bad_sweep", node.SubmitAsync(RunningNode.Sweep.Replace("[6, 30]", "[6, 30, 31, 32]", StringComparison.Ordinal)));
        Assert.Contains(problem, answer.GetProperty("errors")[0].GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, node.Jobs.Questions);
    }

    [Theory]
    [InlineData("text/yaml", true)]
    [InlineData("application/yaml", true)]
    [InlineData("Application/YAML; charset=UTF-8", true)]
    [InlineData("application/yaml; charset=latin1", false)]
    [InlineData("application/json", false)]
    [InlineData("application/x-www-form-urlencoded", false)]
    [InlineData("multipart/form-data; boundary=x", false)]
    [InlineData("text/plain", false)]
    [InlineData("yaml", false)]
    [InlineData("", false)]
    public async Task Only_yaml_is_taken_for_a_sweep(string mediaType, bool isTaken)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(RunningNode.Sweep));
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType.Length > 0 ? mediaType : null);
        Task<HttpResponseMessage> answer = _node.Client.PostAsync("/api/v1/sweeps", content);
        if (isTaken)
        {
            await RunningNode.Json(HttpStatusCode.Created, answer);
        }
        else
        {
            await RunningNode.Problem(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type", answer);
        }
    }

    [Fact]
    public async Task A_compressed_sweep_is_not_unpacked()
    {
        HttpContent content = RunningNode.Yaml(RunningNode.Sweep);
        content.Headers.ContentEncoding.Add("gzip");
        await RunningNode.Problem(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type", _node.Client.PostAsync("/api/v1/sweeps", content));
    }

    [Theory]
    [InlineData(0, false, HttpStatusCode.Created)]
    [InlineData(0, true, HttpStatusCode.Created)]
    [InlineData(1, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(1, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_sweep_of_one_mebibyte_is_taken_and_not_a_byte_more(int more, bool chunked, HttpStatusCode expected)
    {
        string sweep = RunningNode.Sweep + "\n#";
        sweep += new string('x', SweepFile.MaxBytes - sweep.Length + more);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sweeps") { Content = RunningNode.Yaml(sweep) };
        request.Headers.TransferEncodingChunked = chunked;
        Assert.Equal(expected, (await _node.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("101")]
    [InlineData("-101")]
    [InlineData("1.5")]
    [InlineData("high")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    public async Task A_priority_out_of_range_is_refused(string priority)
    {
        JsonElement problem = await RunningNode.Problem(HttpStatusCode.BadRequest, "bad_priority", _node.SubmitAsync(query: "?priority=" + priority));
        Assert.Equal("priority: expected a whole number from -100 to 100", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Sweeps_are_listed_in_order_of_submission()
    {
        await _node.SubmitAsync(RunningNode.Sweep.Replace("small", "zebra", StringComparison.Ordinal));
        await _node.SubmitAsync(RunningNode.Sweep.Replace("small", "ant", StringComparison.Ordinal));
        JsonElement list = await RunningNode.Json(HttpStatusCode.OK, _node.Client.GetAsync("/api/v1/sweeps"));
        Assert.Equal(["zebra", "ant"], list.GetProperty("sweeps").EnumerateArray().Select(s => Text(s, "name")));
    }

    [Fact]
    public async Task A_cancelled_sweep_says_so()
    {
        await _node.SubmitAsync();
        JsonElement status = await RunningNode.Json(HttpStatusCode.OK, _node.Client.PostAsync("/api/v1/sweeps/small/cancel", null));
        Assert.Equal("cancelled", Text(status, "state"));
        Assert.True(status.GetProperty("has_ended").GetBoolean());
    }

    [Theory]
    [InlineData("GET", "/api/v1/sweeps/none")]
    [InlineData("GET", "/api/v1/sweeps/none/events")]
    [InlineData("POST", "/api/v1/sweeps/none/cancel")]
    public async Task A_sweep_that_is_not_there_is_not_found(string method, string path)
    {
        await RunningNode.Problem(HttpStatusCode.NotFound, "no_such_sweep", Send(method, path));
        Assert.Equal(1, _node.Jobs.Questions);
    }

    [Theory]
    [InlineData("GET", "/api/v1/sweeps/-small", "no_such_sweep")]
    [InlineData("GET", "/api/v1/sweeps/nul", "no_such_sweep")]
    [InlineData("GET", "/api/v1/sweeps/%2e%2e%2f%2e%2e", "no_such_sweep")]
    [InlineData("GET", "/api/v1/sweeps/..%5c..", "no_such_sweep")]
    [InlineData("GET", "/api/v1/sweeps/a%00b", null)]
    [InlineData("GET", "/api/v1/sweeps/%0a/events", "no_such_sweep")]
    [InlineData("POST", "/api/v1/sweeps/%2fetc%2fpasswd/cancel", "no_such_sweep")]
    [InlineData("GET", "/api/v1/sweeps/%2e%2e/nothing", "not_found")]
    [InlineData("GET", "/api/v1/sweeps/../../../etc/passwd", "not_found")]
    [InlineData("GET", "/api/v1/", "not_found")]
    [InlineData("GET", "/index.html", "not_found")]
    [InlineData("GET", "/openapi/v2.json", null)]
    public async Task A_name_that_no_sweep_can_have_asks_nobody(string method, string path, string? code)
    {
        // The client would tidy such a path up before it sends it.
        string answer = await RawHttp.AskAsync(_node.Address, $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 40[04] ", answer);
        Assert.Contains(code is null ? "" : $"\"code\":\"{code}\"", answer, StringComparison.Ordinal);
        Assert.Equal(0, _node.Jobs.Questions);
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/sweeps/small", "GET")]
    [InlineData("PUT", "/api/v1/sweeps", "GET, POST")]
    [InlineData("GET", "/api/v1/sweeps/small/cancel", "POST")]
    [InlineData("POST", "/api/v1/nodes", "GET")]
    [InlineData("TRACE", "/healthz", "GET")]
    public async Task A_method_that_is_not_known_is_named_beside_those_that_are(string method, string path, string allowed)
    {
        HttpResponseMessage response = await Send(method, path);
        await RunningNode.Problem(HttpStatusCode.MethodNotAllowed, "method_not_allowed", Task.FromResult(response));
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("GET", "/api/v1/sweeps")]
    [InlineData("GET", "/api/v1/sweeps/small")]
    [InlineData("GET", "/api/v1/sweeps/small/events")]
    [InlineData("POST", "/api/v1/sweeps/small/cancel")]
    [InlineData("POST", "/api/v1/sweeps")]
    [InlineData("GET", "/api/v1/nodes")]
    public async Task Without_a_coordinator_clients_are_told_to_ask_again(string method, string path)
    {
        _node.Jobs.IsUnavailable = true;
        HttpResponseMessage response = await Send(method, path);
        await RunningNode.Problem(HttpStatusCode.ServiceUnavailable, "no_coordinator", Task.FromResult(response));
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_fault_of_the_nodes_own_keeps_its_details_to_the_log()
    {
        using var log = new KeptLog();
        using ILoggerFactory logs = LoggerFactory.Create(logging => logging.AddProvider(log));
        await using RunningNode node = await RunningNode.StartAsync(logs: logs);
        node.Jobs.Fault = new InvalidOperationException("secret detail");
        JsonElement problem = await RunningNode.Problem(HttpStatusCode.InternalServerError, "internal", node.Client.GetAsync("/api/v1/sweeps"));
        Assert.Contains(log.Lines, line => line.Contains("Error A request failed: GET", StringComparison.Ordinal) && line.Contains("secret detail", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_are_listed_with_their_roles()
    {
        JsonElement node = (await RunningNode.Json(HttpStatusCode.OK, _node.Client.GetAsync("/api/v1/nodes"))).GetProperty("nodes")[0];
        Assert.Equal(
            """{"address":"10.0.0.1:19090","roles":["aggregator","coordinator","worker"],"workers":8,"release":"0.1.0","is_reachable":true,"is_coordinator":true,"blocks_held":0}""", node.ToString());
    }

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    private Task<HttpResponseMessage> Send(string method, string path) => _node.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)
    {
        Content = method == "POST" ? new StringContent(RunningNode.Sweep, new MediaTypeHeaderValue("application/yaml")) : null,
    });
}
