using LoraCluster.Numerics.Problems;

namespace LoraCluster.Numerics.Theory;

/// <summary>LoRA's expected excess risk in the limit of large dimensions, at every rank and for task shifts of any rank (docs/theory.md, "LoRA's risk at every rank").</summary>
public static class LoraTheory
{
    // Squares of ratios beyond this leave the range of doubles within the formulas.
    private const double RatioMax = 1e60;

    /// <summary>
    /// The whole curve. Null where the means are infinite (|n − dx| ≤ 1 with noise), where n = dx, where Σ ≠ I and the shift is not Gaussian or n &lt; dx, and where scales are
    /// more than 10⁶⁰ apart.
    /// </summary>
    public static RiskCurve? Curve(LinearProblem problem)
    {
        int small = Math.Min(problem.Dx, problem.N), large = Math.Max(problem.Dx, problem.N);
        if (large - small <= 1 || ShiftEquivalent.SquaredSingularValues(problem) is not { } shift)
        {
            return null;
        }

        double noise = problem.NoiseStd * problem.NoiseStd;
        double unit = Math.Max(noise, shift[0]);
        if (!(unit > 0) || !double.IsFinite(unit) || (noise > 0 && (noise < unit / RatioMax || shift[0] < unit / RatioMax)))
        {
            return null;
        }

        // Values below the unit's rounding are zero: they can neither be seen nor missed.
        double[] scaled = [.. shift.Select(value => value / unit).Where(value => value > 1e-40)];
        var model = new ResolventModel(scaled, problem.Dx, problem.Dy, problem.N, noise / unit);
        var walk = new QuantileWalk(model);
        double exact = (large - small) / (large - small - 1.0);
        double shiftSquare = FullFineTuningTheory.ExpectedSquaredShift(problem);
        var bias = new double[model.Rank + 1];
        var variance = new double[model.Rank + 1];
        for (int rank = 1; rank <= model.Rank; rank++)
        {
            double biasShare = 0, varianceShare = 0;
            foreach (double place in UnitRule.Nodes)
            {
                if (walk.At(rank - 1 + place) is not { } point)
                {
                    return null;
                }

                biasShare += UnitRule.Weight * point.Bias.Imaginary / point.Trace.Imaginary;
                varianceShare += UnitRule.Weight * point.Variance.Imaginary / point.Trace.Imaginary;
            }

            bias[rank - 1] = unit * biasShare;
            variance[rank] = variance[rank - 1] + (unit * exact * varianceShare);
        }

        // Full fine-tuning misses what no sample shows. With more outputs than singular values, T's null directions hold as much of the shift as of the noise, and full
        // fine-tuning's exact mean says how much. Each rank below misses one singular vector's share more; in this order nothing cancels.
        double allNoise = noise * problem.Dy * small / (large - small - 1.0);
        double hidden = problem.Dy > small ? Math.Max(0, allNoise - variance[model.Rank]) : 0;
        bias[model.Rank] = hidden + (problem.IsOverdetermined ? 0 : (1 - ((double)problem.N / problem.Dx)) * shiftSquare);
        for (int rank = model.Rank - 1; rank >= 0; rank--)
        {
            bias[rank] += bias[rank + 1];
        }

        bias[0] = shiftSquare;
        return new RiskCurve(bias, variance, Unsure(problem, shift, noise), large - small <= Math.Max(3, large / 20));
    }

    // A direction is visible where n d > σ² √(dy min(n, dx)); d is its squared singular value.
    private static Range Unsure(LinearProblem problem, double[] shift, double noise)
    {
        double threshold = noise * Math.Sqrt((double)problem.Dy * Math.Min(problem.Dx, problem.N)) / problem.N;
        int strong = shift.Count(value => value > 2 * threshold);
        int weak = shift.Count(value => value >= threshold / 2);
        return (strong + 1)..(weak + 1);
    }
}
