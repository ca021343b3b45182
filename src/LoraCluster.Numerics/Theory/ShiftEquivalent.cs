using LoraCluster.Numerics.Problems;

namespace LoraCluster.Numerics.Theory;

/// <summary>The task shift's squared singular values in the risk metric; random ones at the means of their quantiles (docs/theory.md, "Random shifts").</summary>
internal static class ShiftEquivalent
{
    /// <summary>Squared singular values of ΔΣ^{1/2}, descending; null where no equivalent is known: Σ ≠ I with n &lt; dx or with a shift of a fixed spectrum.</summary>
    public static double[]? SquaredSingularValues(LinearProblem problem)
    {
        if (problem.IsAnisotropic && (!problem.IsOverdetermined || problem.Shift != ShiftKind.Gaussian))
        {
            return null;
        }

        if (problem.Shift != ShiftKind.Gaussian)
        {
            double[] values = Spectra.ShiftSingularValues(problem);
            return Array.ConvertAll(values, value => value * value);
        }

        // Δ Σ^{1/2} = c U (V Σ^{1/2})/√k: V Σ Vᵀ is a sample covariance of population Σ with k samples, U then gives it dy samples more.
        int k = problem.TrueRank;
        double[]? inner = problem.IsAnisotropic
            ? Quantiles(Spectra.InputEigenvalues(problem), k)
            : Quantiles(Enumerable.Repeat(1.0, k).ToArray(), problem.Dx);
        if (inner is null || Quantiles(inner, problem.Dy) is not { } outer)
        {
            return null;
        }

        double factor = FullFineTuningTheory.ExpectedSquaredShift(problem) / outer.Sum();
        return Array.ConvertAll(outer, value => value * factor);
    }

    // Means of the eigenvalues of Σ_i g_i g_iᵀ, g_i ~ N(0, diag(population)), descending.
    private static double[]? Quantiles(double[] population, int samples)
    {
        double unit = population[0];
        double[] scaled = Array.ConvertAll(population, value => value / unit);
        var model = new ResolventModel(scaled, population.Length, int.MaxValue, samples, 0);
        var walk = new QuantileWalk(model);
        var values = new double[model.Rank];
        for (int i = 0; i < values.Length; i++)
        {
            foreach (double place in UnitRule.Nodes)
            {
                if (walk.At(i + place) is not { } point)
                {
                    return null;
                }

                values[i] += UnitRule.Weight * unit * point.Eigenvalue.Real;
            }
        }

        return values;
    }
}
