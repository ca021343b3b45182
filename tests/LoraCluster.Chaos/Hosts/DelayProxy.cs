using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace LoraCluster.Chaos.Hosts;

/// <summary>Carries TCP connections from one port to another; every byte arrives a fixed time later, in both directions, and as many as before.</summary>
internal static class DelayProxy
{
    /// <summary>What the harness calls itself with: <c>chaos delay-proxy FROM TO MILLISECONDS ADDRESS</c>.</summary>
    public const string CommandName = "delay-proxy";

    private const int Chunk = 64 * 1024;

    // Bytes under way that a connection may have: then the sender waits, as on a long line.
    private const int ChunksMax = 256;

    /// <summary>Listens on every address at <paramref name="from"/> and connects to <paramref name="to"/>, until it is killed. Says one line once it listens.</summary>
    public static async Task RunAsync(int from, IPEndPoint to, TimeSpan delay, TextWriter output)
    {
        using var listener = new TcpListener(IPAddress.Any, from);
        listener.Start();
        await output.WriteLineAsync("open").ConfigureAwait(false);
        while (true)
        {
            _ = CarryAsync(await listener.AcceptSocketAsync().ConfigureAwait(false), to, delay);
        }
    }

    private static async Task CarryAsync(Socket near, IPEndPoint to, TimeSpan delay)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (near)
        {
            try
            {
                await far.ConnectAsync(to).ConfigureAwait(false);
                near.NoDelay = far.NoDelay = true;
                // Either end's end is the connection's: Akka never half-closes.
                await Task.WhenAny(OneWayAsync(near, far, delay), OneWayAsync(far, near, delay)).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // Nobody listens there now; the caller sees its connection closed.
            }
        }
    }

    private static async Task OneWayAsync(Socket source, Socket target, TimeSpan delay)
    {
        var underWay = Channel.CreateBounded<(long Sent, byte[] Bytes)>(ChunksMax);
        var delivery = DeliverAsync(underWay.Reader, target, delay);
        try
        {
            byte[] buffer = new byte[Chunk];
            while (await source.ReceiveAsync(buffer).ConfigureAwait(false) is > 0 and var count)
            {
                await underWay.Writer.WriteAsync((Stopwatch.GetTimestamp(), buffer[..count])).ConfigureAwait(false);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // Reset, or the other direction has ended: what is under way still arrives where it can.
        }

        underWay.Writer.Complete();
        await delivery.ConfigureAwait(false);
    }

    private static async Task DeliverAsync(ChannelReader<(long Sent, byte[] Bytes)> underWay, Socket target, TimeSpan delay)
    {
        try
        {
            await foreach (var (sent, bytes) in underWay.ReadAllAsync().ConfigureAwait(false))
            {
                var left = delay - Stopwatch.GetElapsedTime(sent);
                if (left > TimeSpan.Zero)
                {
                    await Task.Delay(left).ConfigureAwait(false);
                }

                for (int done = 0; done < bytes.Length;)
                {
                    done += await target.SendAsync(bytes.AsMemory(done)).ConfigureAwait(false);
                }
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            await foreach (var _ in underWay.ReadAllAsync().ConfigureAwait(false))
            {
                // The receiver is gone: the sender must not wait for room that nobody makes.
            }
        }
    }
}
