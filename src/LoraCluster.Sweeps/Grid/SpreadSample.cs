namespace LoraCluster.Sweeps.Grid;

/// <summary>
/// Picks indices evenly spread over a long range, all of them where they are few. The stride has no divisor in common with the range, so
/// every axis of a grid is met at all its values: plain even spacing would see the fast axes at one value only.
/// </summary>
internal static class SpreadSample
{
    /// <summary>At most <paramref name="most"/> distinct indices below <paramref name="count"/>, the same ones every time.</summary>
    public static IEnumerable<long> Of(long count, long most)
    {
        if (count <= most)
        {
            for (long i = 0; i < count; i++)
            {
                yield return i;
            }

            yield break;
        }

        long stride = Stride(count);
        Int128 at = 0;
        for (long i = 0; i < most; i++)
        {
            yield return (long)at;
            at = (at + stride) % count;
        }
    }

    private static long Stride(long count)
    {
        // 618/1000 is close to the golden section, whose multiples spread most evenly.
        long stride = Math.Max(1, (long)((Int128)count * 618_034 / 1_000_000));
        while (GreatestCommonDivisor(stride, count) != 1)
        {
            stride++;
        }

        return stride;
    }

    private static long GreatestCommonDivisor(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
