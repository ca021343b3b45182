using System.Runtime.InteropServices;

namespace LoraCluster.Training;

/// <summary>
/// Counts the threads that are inside libtorch, and sends them home before the process ends: its destructors take away what a thread that still computes needs, which would end the process by a signal
/// after all was done. A sweep may end while a block that was lent twice is still being worked on.
/// </summary>
internal static partial class NativeWork
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Lock Gate = new();
    private static readonly ManualResetEventSlim Idle = new(true);
    private static int _running;
    private static volatile bool _isEnding;

    static NativeWork() => AppDomain.CurrentDomain.ProcessExit += (_, _) => End();

    /// <summary>The calling thread works until it disposes of the answer. Throws <see cref="OperationCanceledException"/> where the process is ending.</summary>
    public static IDisposable Begin()
    {
        lock (Gate)
        {
            ThrowIfEnding();
            if (++_running == 1)
            {
                Idle.Reset();
            }
        }

        return new Work();
    }

    /// <summary>To be called between pieces of work.</summary>
    public static void ThrowIfEnding()
    {
        if (_isEnding)
        {
            throw new OperationCanceledException("the process is ending");
        }
    }

    private static void End()
    {
        lock (Gate)
        {
            _isEnding = true;
        }

        // A step of a large model takes longer: then nothing of libtorch may be taken away any more.
        if (!Idle.Wait(Patience) && !OperatingSystem.IsWindows())
        {
            ExitNow(Environment.ExitCode);
        }
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitNow(int code);

    private sealed class Work : IDisposable
    {
        public void Dispose()
        {
            lock (Gate)
            {
                if (--_running == 0)
                {
                    Idle.Set();
                }
            }
        }
    }
}
