namespace LoraCluster.Numerics.Tests.Support;

internal static class Statistic
{
    public static double Mean(IReadOnlyList<double> x) => x.Sum() / x.Count;

    public static double Variance(IReadOnlyList<double> x)
    {
        double mean = Mean(x);
        return x.Sum(v => (v - mean) * (v - mean)) / (x.Count - 1);
    }

    public static double Sem(IReadOnlyList<double> x) => Math.Sqrt(Variance(x) / x.Count);

    /// <summary>Kolmogorov and Smirnov's two-sample distance times sqrt(nm/(n+m)): above 2.3 with probability 5e-5.</summary>
    public static double TwoSampleDistance(IEnumerable<double> first, IEnumerable<double> second)
    {
        double[] a = [.. first.Order()];
        double[] b = [.. second.Order()];
        double worst = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            double x = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] <= x)
            {
                i++;
            }

            while (j < b.Length && b[j] <= x)
            {
                j++;
            }

            worst = Math.Max(worst, Math.Abs(((double)i / a.Length) - ((double)j / b.Length)));
        }

        return worst * Math.Sqrt((double)a.Length * b.Length / (a.Length + b.Length));
    }
}
