using LoraCluster.Numerics.Problems;

namespace LoraCluster.Numerics.Theory;

/// <summary>Exact expectations of full fine-tuning's excess risk over task shift, data and noise (docs/theory.md, "Exact means").</summary>
public static class FullFineTuningTheory
{
    /// <summary>
    /// E R_FFT: σ² dy dx/(n − dx − 1) for n &gt; dx + 1 (any Σ); (1 − n/dx) E‖Δ‖² + σ² dy n/(dx − n − 1) for n &lt; dx − 1 and Σ = I. Null where the mean is infinite or no formula is
    /// known (Σ ≠ I and n &lt; dx).
    /// </summary>
    public static double? Mean(LinearProblem problem)
    {
        double dx = problem.Dx, n = problem.N;
        double noise = problem.NoiseStd * problem.NoiseStd * problem.Dy;
        if (problem.IsOverdetermined)
        {
            return noise == 0 ? 0 : n > dx + 1 ? noise * dx / (n - dx - 1) : null;
        }

        if (problem.IsAnisotropic || (noise > 0 && n >= dx - 1))
        {
            return null;
        }

        return ((1 - (n / dx)) * ExpectedSquaredShift(problem)) + (noise == 0 ? 0 : noise * n / (dx - n - 1));
    }

    /// <summary>
    /// E‖MΣ^{1/2}‖² of the update M of full fine-tuning: E R_FFT, with what of the shift it learns, min(1, n/dx) E‖Δ‖², in place of what it misses. Null where E R_FFT is not known.
    /// </summary>
    public static double? Forgetting(LinearProblem problem)
    {
        double learned = Math.Min(1, (double)problem.N / problem.Dx);
        return Mean(problem) + (((2 * learned) - 1) * ExpectedSquaredShift(problem));
    }

    /// <summary>E‖Δ‖_F²: c² dx dy for a Gaussian shift, Σ s_i² otherwise.</summary>
    public static double ExpectedSquaredShift(LinearProblem problem)
    {
        if (problem.Shift == ShiftKind.Gaussian)
        {
            return problem.Scale * problem.Scale * problem.Dx * problem.Dy;
        }

        double sum = 0;
        foreach (double s in Spectra.ShiftSingularValues(problem))
        {
            sum += s * s;
        }

        return sum;
    }
}
