using LoraCluster.Numerics.Problems;

namespace LoraCluster.Numerics.Theory;

/// <summary>Exact expectations of MiCA's excess risk (docs/theory.md, "More estimators").</summary>
public static class MicaTheory
{
    /// <summary>
    /// With B independent of everything else, a share ρ = r/dy of the risk of full fine-tuning and 1 − ρ of the shift: ρ E R_FFT + (1 − ρ) E‖Δ‖². Null where E R_FFT is not known, and for a shift
    /// aligned to A0.
    /// </summary>
    public static double? Mean(LinearProblem problem, int rank)
    {
        double share = (double)Math.Min(rank, Math.Min(problem.Dx, problem.Dy)) / problem.Dy;
        return problem.Alignment == ShiftAlignment.None && FullFineTuningTheory.Mean(problem) is { } full
            ? (share * full) + ((1 - share) * FullFineTuningTheory.ExpectedSquaredShift(problem))
            : null;
    }
}
