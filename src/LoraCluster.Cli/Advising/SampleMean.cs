namespace LoraCluster.Cli.Advising;

/// <summary>A mean of independent values and its standard error.</summary>
internal readonly record struct SampleMean(double Value, double Sem)
{
    /// <summary>Of at least two values.</summary>
    public static SampleMean Of(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        return new SampleMean(mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1.0) / values.Count));
    }
}
