namespace LoraCluster.Numerics.Problems;

/// <summary>The shape of the task shift Δ (arXiv:2605.19018, experiments).</summary>
public enum ShiftKind
{
    /// <summary>Δ = c·UV/√k with independent N(0, 1) entries.</summary>
    Gaussian,

    /// <summary>Δ = U diag(s) Vᵀ, s_i = c.</summary>
    Constant,

    /// <summary>Δ = U diag(s) Vᵀ, s_i = c·exp(−ρ i), i from 0.</summary>
    Exponential,

    /// <summary>Δ = U diag(s) Vᵀ, s_i = c/(i + 1)^ρ, i from 0.</summary>
    Power,

    /// <summary>Δ = U diag(s) Vᵀ, s_i = c times the values given.</summary>
    Given,
}
