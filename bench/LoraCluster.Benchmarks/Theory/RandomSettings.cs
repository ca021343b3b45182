using LoraCluster.Numerics.Problems;

namespace LoraCluster.Benchmarks.Theory;

/// <summary>Settings drawn at random from all that the theory claims to cover, the same for the same number.</summary>
internal static class RandomSettings
{
    private static readonly int[] Sizes = [40, 60, 100, 150, 200, 300, 400];

    /// <summary>Setting <paramref name="number"/>: both regimes and both kinds of rank in turn, one in eight near n = dx, every spectrum, noise over four decades.</summary>
    public static LinearProblem Of(int number, int sizeMax)
    {
        var dice = new Random(unchecked(number * (int)0x9E3779B1));
        int[] sizes = [.. Sizes.Where(size => size <= sizeMax)];
        int size = sizes[dice.Next(sizes.Length)];
        int dx = (int)(size * (0.6 + (0.8 * dice.NextDouble())));
        int dy = (int)(size * (0.6 + (0.8 * dice.NextDouble())));
        int n = number % 8 == 7 ? (int)(dx * (0.85 + (0.3 * dice.NextDouble())))
            : number % 2 == 0
            ? (int)(dx * Math.Pow(10, 0.1 + (0.9 * dice.NextDouble())))
            : (int)(dx * (0.1 + (0.75 * dice.NextDouble())));
        int small = Math.Min(Math.Min(dx, dy), n);
        bool isFew = number / 2 % 2 == 0;
        int k = isFew ? Math.Max(1, (int)(0.07 * small * dice.NextDouble()) + 1) : 1 + dice.Next(Math.Min(dx, dy));
        var shift = (ShiftKind)dice.Next(4);
        double visible = Math.Sqrt(Math.Sqrt((double)Math.Min(n, dx) * dy) / n);
        return new LinearProblem
        {
            Dx = dx,
            Dy = dy,
            N = n,
            TrueRank = isFew ? Math.Min(k, Math.Max(1, (int)(0.07 * small))) : k,
            Shift = shift,
            DecayRate = shift == ShiftKind.Exponential ? 0.3 * dice.NextDouble() : 1.5 * dice.NextDouble(),

            // From a hundredth to a hundred times the noise at which a shift direction of size 1 is just visible.
            NoiseStd = Math.Pow(10, (4 * dice.NextDouble()) - 2) / visible * (shift == ShiftKind.Gaussian ? Math.Sqrt((double)dx * dy / k) : 1),
        };
    }
}
