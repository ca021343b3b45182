using System.Net.Sockets;
using System.Text;

namespace LoraCluster.Server.Tests.Toys;

/// <summary>Bytes on a socket, for requests that no client library would send.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task<string> AskAsync(Uri address, string request) => AskAsync(address, Encoding.Latin1.GetBytes(request));

    /// <summary>Sends and reads until the server closes, or answers nothing more for a while; what came back.</summary>
    public static async Task<string> AskAsync(Uri address, byte[] request)
    {
        using var client = new TcpClient();
        using var end = new CancellationTokenSource(Patience);
        await client.ConnectAsync(address.Host, address.Port, end.Token);
        NetworkStream stream = client.GetStream();
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(request, end.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(answer, end.Token);
        }
        catch (IOException)
        {
            // The server has had enough before it read everything.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
