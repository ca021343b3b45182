using LoraCluster.Durability.Tests.Support;

namespace LoraCluster.Durability.Tests.Fuzzing;

/// <summary>What came of a number of mutations.</summary>
internal sealed record FuzzResult(int Count, int Refused, long BytesMost)
{
    public int Read => Count - Refused;

    public override string ToString() => $"{Count} mutations: {Refused} refused, {Read} read, at most {BytesMost >> 10} KiB allocated for one";
}

/// <summary>Feeds mutations to a reader: it must read or refuse each, soon, and without taking much memory.</summary>
internal sealed class Fuzz(Mutator mutator, long bytesMax = 256 << 20)
{
    /// <summary>Mutations in CI for all readers together; <c>LORACLUSTER_FUZZ</c> says another number.</summary>
    public const int InCi = 30_000;

    // Far above what any of them takes, as the machine may be busy, and far below a reader that does not end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private int _current = -1;
    private int _refused;
    private long _most;
    private string? _failure;

    /// <summary>A share of all mutations.</summary>
    public static int Share(double share) => (int)(share * LongRun.Of("LORACLUSTER_FUZZ", InCi));

    /// <summary>
    /// Runs <paramref name="count"/> mutations; <paramref name="reads"/> gets the number of the good input behind it and the bytes, returns false where they are refused
    /// and throws only where the reader is wrong. 
    /// </summary>
    public FuzzResult Run(int count, Func<int, byte[], bool> reads)
    {
        // A thread that can be left behind: a reader that hangs cannot be stopped.
        var thread = new Thread(() => RunAll(count, reads)) { IsBackground = true };
        thread.Start();
        for (int seen = -1; !thread.Join(Patience); seen = Volatile.Read(ref _current))
        {
            if (Volatile.Read(ref _current) == seen)
            {
                Assert.Fail($"mutation {seen} hangs: {Text(seen)}");
            }
        }

        Assert.True(_failure is null, _failure);
        Assert.True(_refused > count / 20, $"only {_refused} of {count} mutations were refused");
        return new FuzzResult(count, _refused, _most);
    }

    private void RunAll(int count, Func<int, byte[], bool> reads)
    {
        for (int number = 0; number < count && _failure is null; number++)
        {
            Volatile.Write(ref _current, number);
            var (origin, bytes) = mutator.Make(number);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                _refused += reads(origin, bytes) ? 0 : 1;
            }
            catch (Exception problem)
            {
                _failure = $"mutation {number} threw {problem}\n{Text(number)}";
            }

            _most = Math.Max(_most, GC.GetAllocatedBytesForCurrentThread() - before);
            if (_most > bytesMax)
            {
                _failure ??= $"mutation {number} took {_most >> 20} MiB: {Text(number)}";
            }
        }
    }

    private string Text(int number) => Convert.ToBase64String(mutator.Make(number).Bytes);
}
