namespace LoraCluster.Numerics.Theory;

/// <summary>
/// Which singular values of the fitted residual M X, M full fine-tuning's update, LoRA should keep, when the task shift is not known: the optimal hard threshold (docs/theory.md, "A
/// rank from data"). For n ≫ dx it is that of Gavish and Donoho (2014).
/// </summary>
public sealed class ResidualThreshold
{
    private const int Halvings = 100;

    private readonly double _alpha;
    private readonly double _beta;
    private readonly double _gamma;
    private readonly double _ratio;
    private readonly double _samples;
    private readonly double _size;

    /// <summary>Finds the threshold. Throws <see cref="ArgumentOutOfRangeException"/> for dimensions below 1, |n − dx| ≤ 1, and noise that is not positive and finite.</summary>
    /// <param name="inputs">dx.</param>
    /// <param name="outputs">dy.</param>
    /// <param name="samples">n.</param>
    /// <param name="noiseStd">σ.</param>
    public ResidualThreshold(int inputs, int outputs, int samples, double noiseStd)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Math.Abs((long)samples - inputs), 1, nameof(samples));
        if (!(noiseStd > 0 && double.IsFinite(noiseStd)))
        {
            throw new ArgumentOutOfRangeException(nameof(noiseStd), noiseStd, "must be positive and finite");
        }

        bool isOver = samples > inputs;
        int small = Math.Min(inputs, samples), large = Math.Max(inputs, samples);
        (_alpha, _beta) = (1.0 / large, 1.0 / (large - small - 1));
        _gamma = isOver ? 1 / Math.Sqrt(samples) : Math.Sqrt(samples) / inputs;
        (_ratio, _samples, _size) = ((double)outputs / small, samples, noiseStd * Math.Sqrt(small));
        Value = _size * Solve();
    }

    /// <summary>The threshold, in the unit of the singular values.</summary>
    public double Value { get; }

    /// <summary>How many of these singular values to keep.</summary>
    public int RankOf(IEnumerable<double> singularValues) => singularValues.Count(value => value > Value);

    // By bisection over the strength t of a direction: what keeping it adds to the risk falls from above 0 where it is barely visible to below 0.
    private double Solve()
    {
        double weak = PortableMath.Exp(0.25 * PortableMath.Log(_ratio)), strong = 2 * weak;
        while (Gain(strong) > 0)
        {
            strong *= 2;
        }

        for (int step = 0; step < Halvings; step++)
        {
            double middle = (weak + strong) / 2;
            (weak, strong) = Gain(middle) > 0 ? (middle, strong) : (weak, middle);
        }

        return Math.Sqrt((1 + (strong * strong)) * (_ratio + (strong * strong))) / strong;
    }

    // The risk that a direction of strength t = √n s/(σ√q) adds when it is kept, over σ² q; y, cl and cr are its singular value and overlaps.
    private double Gain(double t)
    {
        double square = t * t, c = _ratio;
        double y = Math.Sqrt((1 + square) * (c + square)) / t;
        double left = 1 - (c * (1 + square) / (square * (square + c)));
        double right = 1 - ((c + square) / (square * (square + 1)));
        return (y * y * ((right * _alpha) + ((1 - right) * _beta))) - (2 * _gamma * t / Math.Sqrt(_samples) * Math.Sqrt(Math.Max(0, left * right)) * y);
    }
}
