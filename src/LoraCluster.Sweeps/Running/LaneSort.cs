using System.Numerics;
using System.Runtime.Intrinsics;

namespace LoraCluster.Sweeps.Running;

/// <summary>
/// Sorts eight columns side by side, ascending, by Batcher's merge exchange (Knuth, volume 3, algorithm 5.2.2 M): which entries are compared does not
/// depend on the values, so that nothing is mispredicted. No entry may be NaN or −0.
/// </summary>
internal static class LaneSort
{
    public static void Sort(Span<Vector512<double>> entries)
    {
        if (entries.Length < 2)
        {
            return;
        }

        int top = 1 << BitOperations.Log2((uint)(entries.Length - 1));
        for (int p = top; p > 0; p >>= 1)
        {
            Exchange(entries, p, 0, p);
            for (int q = top; q > p; q >>= 1)
            {
                Exchange(entries, p, p, q - p);
            }
        }
    }

    // Compares and exchanges entries i and i + distance for every i with (i & p) == r.
    private static void Exchange(Span<Vector512<double>> entries, int p, int r, int distance)
    {
        int end = entries.Length - distance;
        for (int start = r; start < end; start += 2 * p)
        {
            var low = entries[start..Math.Min(start + p, end)];
            var high = entries.Slice(start + distance, low.Length);
            for (int i = 0; i < low.Length; i++)
            {
                var (a, b) = (low[i], high[i]);
                low[i] = Vector512.MinNative(a, b);
                high[i] = Vector512.MaxNative(a, b);
            }
        }
    }
}
