namespace LoraCluster.Numerics.Problems;

/// <summary>
/// One setting of the linear model y = (A0 + Δ) x + ε, x ~ N(0, Σ), ε ~ N(0, σ² I), fine-tuned on n samples
/// (arXiv:2605.19018, section 3; docs/theory.md, "Model").
/// </summary>
public readonly record struct LinearProblem
{
    /// <summary>A problem of scale 1 and isotropic inputs until it is told otherwise.</summary>
    public LinearProblem()
    {
    }

    /// <summary>Input dimension, at least 1.</summary>
    public required int Dx { get; init; }

    /// <summary>Output dimension, at least 1.</summary>
    public required int Dy { get; init; }

    /// <summary>Number of fine-tuning samples, at least 1.</summary>
    public required int N { get; init; }

    /// <summary>σ, the standard deviation of the label noise: 0, or from 1e-100 to 1e100.</summary>
    public required double NoiseStd { get; init; }

    /// <summary>k, the rank of the task shift: 1 … min(dx, dy).</summary>
    public required int TrueRank { get; init; }

    /// <summary>The shape of the task shift.</summary>
    public required ShiftKind Shift { get; init; }

    /// <summary>c, the scale of the task shift: 1e-100 … 1e100.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>ρ of an exponential or power shift, at least 0.</summary>
    public double DecayRate { get; init; }

    /// <summary>The singular values of a shift of shape <see cref="ShiftKind.Given"/> before scaling, descending, true_rank of them; null for every other shape.</summary>
    public IReadOnlyList<double>? SingularValues { get; init; }

    /// <summary>The eigenvalues of the input covariance.</summary>
    public InputSpectrum InputSpectrum { get; init; } = InputSpectrum.Identity;

    /// <summary>ρ of an exponential or power input spectrum, at least 0.</summary>
    public double InputDecayRate { get; init; }

    /// <summary>
    /// Whether the eigenvectors of Σ are a random rotation rather than the coordinate axes. Δ's right factor is itself rotation invariant, so the law of every
    /// risk is the same either way; the reference solver rotates, the fast solver uses the invariance.
    /// </summary>
    public bool InputRotated { get; init; }

    /// <summary>How the column space of the shift lies to A0. No estimator that does not look at A0 knows of it.</summary>
    public ShiftAlignment Alignment { get; init; }

    /// <summary>True where Σ is not the identity.</summary>
    public bool IsAnisotropic => InputSpectrum is InputSpectrum.Exponential or InputSpectrum.Power && InputDecayRate > 0;

    /// <summary>True where XXᵀ is invertible: n ≥ dx.</summary>
    public bool IsOverdetermined => N >= Dx;

    /// <summary>The rank of the fitted residual: min(dy, dx, n), or min(k, dx, n) without noise. LoRA of this rank or more is full fine-tuning.</summary>
    public int FittedRank => Math.Min(NoiseStd > 0 ? Dy : TrueRank, Math.Min(Dx, N));

    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> unless every value is in its range.</summary>
    public void Validate()
    {
        InRange(Dx, 1, int.MaxValue, nameof(Dx));
        InRange(Dy, 1, int.MaxValue, nameof(Dy));
        InRange(N, 1, int.MaxValue, nameof(N));
        InRange(TrueRank, 1, Math.Min(Dx, Dy), nameof(TrueRank));
        InRange(NoiseStd, NoiseStd == 0 ? 0 : 1e-100, 1e100, nameof(NoiseStd));
        InRange(Scale, 1e-100, 1e100, nameof(Scale));
        InRange(DecayRate, 0, 1e6, nameof(DecayRate));
        if (Shift == ShiftKind.Given && SingularValues?.Count != TrueRank)
        {
            throw new ArgumentOutOfRangeException(nameof(SingularValues), SingularValues?.Count, "must be as many as the shift's rank");
        }

        InRange(InputDecayRate, 0, 1e6, nameof(InputDecayRate));
    }

    // Written so that NaN, which fails every comparison, is refused too.
    private static void InRange(double value, double low, double high, string name)
    {
        if (!(value >= low && value <= high))
        {
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"must lie in [{low:R}, {high:R}]"));
        }
    }
}
