namespace LoraCluster.Numerics.Problems;

/// <summary>Singular values of task shifts and eigenvalues of input covariances.</summary>
public static class Spectra
{
    /// <summary>s_0 ≥ … ≥ s_{k−1} of a shift with a fixed spectrum; throws <see cref="InvalidOperationException"/> for a Gaussian one.</summary>
    public static double[] ShiftSingularValues(LinearProblem problem)
    {
        var values = new double[problem.TrueRank];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = problem.Scale * problem.Shift switch
            {
                ShiftKind.Constant => 1,
                ShiftKind.Given => problem.SingularValues![i],
                ShiftKind.Exponential => PortableMath.Exp(-problem.DecayRate * i),
                ShiftKind.Power => PortableMath.Pow(i + 1, -problem.DecayRate),
                _ => throw new InvalidOperationException("a Gaussian shift has random singular values"),
            };
        }

        return values;
    }

    /// <summary>λ_0 ≥ … ≥ λ_{dx−1} of Σ, summing to dx.</summary>
    public static double[] InputEigenvalues(LinearProblem problem)
    {
        var values = new double[problem.Dx];
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = problem.InputSpectrum switch
            {
                InputSpectrum.Exponential => PortableMath.Exp(-problem.InputDecayRate * i),
                InputSpectrum.Power => PortableMath.Pow(i + 1, -problem.InputDecayRate),
                _ => 1,
            };
            sum += values[i];
        }

        double factor = problem.Dx / sum;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= factor;
        }

        return values;
    }
}
