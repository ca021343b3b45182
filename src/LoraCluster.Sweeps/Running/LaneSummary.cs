using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LoraCluster.Sweeps.Running;

/// <summary>
/// Summaries of eight outcomes at once: a vector lane is an outcome, and does what <see cref="ScalarSummary"/> does, operation by operation. An order of
/// magnitude faster, and this is most of an aggregator's work.
/// </summary>
internal static class LaneSummary
{
    /// <summary>Cells with more trials are long in the making and are summed up the plain way; the losses of these stay in a core's own cache.</summary>
    public const int TrialsMax = 8192;

    private static readonly int Lanes = Vector512<double>.Count;

    /// <summary>
    /// One summary per outcome, as <see cref="ScalarSummary.Summarize"/> makes them. False, with the summaries undefined, for too many trials, for losses that are not
    /// finite, and for those whose sums or squares leave the range.
    /// </summary>
    public static bool TrySummarize(ReadOnlySpan<double> losses, int stride, int trials, Span<OutcomeSummary> summaries)
    {
        if (trials is 0 or > TrialsMax)
        {
            return false;
        }

        double[] rented = ArrayPool<double>.Shared.Rent(2 * trials * Lanes);
        try
        {
            var room = MemoryMarshal.Cast<double, Vector512<double>>(rented.AsSpan(0, 2 * trials * Lanes));
            var group = new LaneGroup(losses, stride, room[..trials], room[trials..]);
            for (int first = 0; first < summaries.Length; first += Lanes)
            {
                if (!group.TrySummarize(first, summaries[first..Math.Min(first + Lanes, summaries.Length)]))
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }
}
