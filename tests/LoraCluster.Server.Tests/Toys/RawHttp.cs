using System.Net.Sockets;
using System.Text;

namespace LoraCluster.Server.Tests.Toys;

/// <summary>Bytes on a socket, for requests that no client library would send.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task<string> AskAsync(Uri address, string request) => AskAsync(address, Encoding.Latin1.GetBytes(request));

    /// <summary>Sends and reads until the server closes; what came back.</summary>
    public static Task<string> AskAsync(Uri address, byte[] request) => AskAsync(address, request, static (stream, answer, end) => stream.CopyToAsync(answer, end));

    /// <summary>Sends and reads how the answer begins; empty where the server closes without one.</summary>
    public static Task<string> BeginningAsync(Uri address, byte[] request) => AskAsync(address, request, static async (stream, answer, end) =>
    {
        var buffer = new byte[64];
        answer.Write(buffer, 0, await stream.ReadAsync(buffer, end));
    });

    private static async Task<string> AskAsync(Uri address, byte[] request, Func<NetworkStream, MemoryStream, CancellationToken, Task> read)
    {
        using var client = new TcpClient();
        using var end = new CancellationTokenSource(Patience);
        await client.ConnectAsync(address.Host, address.Port, end.Token);
        NetworkStream stream = client.GetStream();
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(request, end.Token);
            await read(stream, answer, end.Token);
        }
        catch (IOException)
        {
            // The server has had enough before it read everything.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
