using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Win32.SafeHandles;

namespace LoraCluster.Chaos.Hosts;

/// <summary>HTTP to the loopback address of another network namespace.</summary>
internal static partial class NamespaceHttp
{
    private const int NewNet = 0x40000000;

    /// <summary>A client whose connections are made in a namespace, and trust no authority but this one (PEM), where one is given.</summary>
    public static HttpClient Connect(string networkNamespace, string? authorityPath)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = Open(networkNamespace);
                await socket.ConnectAsync(context.DnsEndPoint, cancellation).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        if (authorityPath is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(authorityPath);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(4) };
    }

    // A socket belongs to the namespace of the thread that makes it; the thread ends with it.
    private static Socket Open(string name)
    {
        Socket? socket = null;
        int error = 0;
        using var handle = File.OpenHandle("/run/netns/" + name);
        var thread = new Thread(() =>
        {
            if (SetNamespace(handle, NewNet) == 0)
            {
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            }
            else
            {
                error = Marshal.GetLastPInvokeError();
            }
        });
        thread.Start();
        thread.Join();
        return socket ?? throw new IOException($"cannot enter the namespace {name}: error {error}");
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeFileHandle handle, int kind);
}
