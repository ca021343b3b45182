using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LoraCluster.Server.Tests.Toys;

namespace LoraCluster.Server.Tests.Security;

/// <summary>Requests that no client would send: each is refused, and the node goes on.</summary>
public sealed class HostileRequestTests : IAsyncLifetime
{
    private static readonly NodeWebLimits Tight = new()
    {
        Connections = 40,
        Headers = TimeSpan.FromSeconds(1),
        Request = TimeSpan.FromSeconds(2),
    };

    private RunningNode _node = null!;

    public async Task InitializeAsync() => _node = await RunningNode.StartAsync(RunningNode.Defaults with { Allowance = Tight });

    public async Task DisposeAsync()
    {
        try
        {
            using HttpResponseMessage response = await _node.Client.GetAsync("/api/v1/sweeps");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        finally
        {
            await _node.DisposeAsync();
        }
    }

    public static TheoryData<string, string> Malformed => new()
    {
        { "GET / HTTP/1.1\r\n\r\n", "400" },
        { "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", "400" },
        { "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", "505" },
        { "GET /" + new string('a', 5000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n", "414" },
        { "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + new string('a', 20_000) + "\r\n\r\n", "431" },
        { "GET / HTTP/1.1\r\nHost: localhost\r\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"X{i}: y\r\n")) + "\r\n", "431" },
        { "GET / HTTP/1.1\r\nHost: localhost\r\nBad Header\r\n\r\n", "400" },
        { "POST /api/v1/sweeps HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/yaml\r\nContent-Length: -1\r\n\r\n", "400" },
        { "POST /api/v1/sweeps HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/yaml\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n", "413" },
        { "POST /api/v1/sweeps HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/yaml\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n", "400" },
        { "POST /api/v1/sweeps HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/yaml\r\nTransfer-Encoding: gzip, chunked\r\nContent-Length: 3\r\nConnection: close\r\n\r\n0\r\n\r\n", "4.." },
        { "GET /api/v1/sweeps/%ff%fe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "40[04]" },
        { "GET http://evil.example/api/v1/sweeps HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "4.." },
        { "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\nConnection: close\r\n\r\n", "4.." },
        { "GET /api/v1/sweeps HTTP/1.0\r\n\r\n", "421" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_request_is_refused(string request, string status)
    {
        Assert.Matches($"^HTTP/1.1 {status} ", await RawHttp.AskAsync(_node.Address, request));
        Assert.Equal(0, _node.Jobs.Questions);
    }

    [Fact]
    public async Task Requests_with_bytes_changed_at_random_never_take_the_node_down()
    {
        const int Seed = 5;
        const int Requests = 2000;
        byte[] good = Encoding.ASCII.GetBytes(
            $"POST /api/v1/sweeps?priority=3 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/yaml\r\nConnection: close\r\nContent-Length: {RunningNode.Sweep.Length}\r\n\r\n{RunningNode.Sweep}");
        var random = new Random(Seed);
        int refused = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests).Select(_ => Changed(good, random)).ToList(), new ParallelOptions { MaxDegreeOfParallelism = 30 }, async (request, _) =>
        {
            string answer = await RawHttp.BeginningAsync(_node.Address, request);
            Assert.DoesNotMatch("^HTTP/1.1 500", answer);
            Interlocked.Add(ref refused, answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal) ? 1 : 0);
        });
        Assert.InRange(refused, Requests / 4, Requests);
    }

    [Fact]
    public async Task Clients_that_send_their_headers_a_byte_at_a_time_are_cut_off_and_keep_nobody_out()
    {
        var slow = new List<TcpClient>();
        try
        {
            // More than there are connections for.
            for (int i = 0; i < Tight.Connections + 20; i++)
            {
                var client = new TcpClient();
                await client.ConnectAsync(_node.Address.Host, _node.Address.Port);
                await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nX: "u8.ToArray());
                slow.Add(client);
            }

            long start = Stopwatch.GetTimestamp();
            while (!await IsServed())
            {
                Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 15);
                foreach (TcpClient client in slow)
                {
                    await TryWrite(client, (byte)'a');
                }

                await Task.Delay(100);
            }
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task A_body_that_never_comes_ends_in_a_timeout()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_node.Address.Host, _node.Address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync("POST /api/v1/sweeps HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/yaml\r\nContent-Length: 100\r\n\r\nname:"u8.ToArray());
        using var reader = new StreamReader(stream);
        Assert.Matches("^HTTP/1.1 (408|504) ", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_client_that_goes_away_in_the_middle_is_no_fault()
    {
        for (int i = 0; i < 50; i++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(_node.Address.Host, _node.Address.Port);
            await client.GetStream().WriteAsync("POST /api/v1/sweeps HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/yaml\r\nContent-Length: 100\r\n\r\nname:"u8.ToArray());
            client.LingerState = new LingerOption(true, 0);
        }

        Assert.True(await IsServed());
    }

    private async Task<bool> IsServed()
    {
        using var client = new HttpClient { BaseAddress = _node.Address, Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using HttpResponseMessage response = await client.GetAsync("/healthz");
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static async Task TryWrite(TcpClient client, byte value)
    {
        try
        {
            await client.GetStream().WriteAsync(new[] { value });
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // Cut off, as it should be.
        }
    }

    private static byte[] Changed(byte[] good, Random random)
    {
        byte[] bad = [.. good];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            bad[random.Next(bad.Length)] = (byte)random.Next(256);
        }

        return bad[..(random.Next(10) == 0 ? random.Next(bad.Length) : bad.Length)];
    }
}
