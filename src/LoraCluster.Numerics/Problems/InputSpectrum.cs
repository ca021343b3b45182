namespace LoraCluster.Numerics.Problems;

/// <summary>The eigenvalues of the input covariance Σ, scaled so that tr Σ = dx.</summary>
public enum InputSpectrum
{
    /// <summary>Σ = I.</summary>
    Identity,

    /// <summary>All equal: Σ = I again, by another name.</summary>
    Constant,

    /// <summary>λ_i ∝ exp(−ρ i), i from 0.</summary>
    Exponential,

    /// <summary>λ_i ∝ (i + 1)^−ρ, i from 0.</summary>
    Power,
}
