using System.Numerics;

namespace LoraCluster.Numerics.Theory;

/// <summary>The deterministic equivalents at one value of the parameter u (docs/theory.md, "LoRA's risk at every rank").</summary>
/// <param name="Eigenvalue">λ(u), where the resolvents are taken.</param>
/// <param name="Slope">dλ/du.</param>
/// <param name="Trace">q_T = tr (TᵀT − λ)⁻¹: its imaginary part is π times the density of squared singular values.</param>
/// <param name="CountAbove">Where λ is real: how many squared singular values lie above it.</param>
/// <param name="Variance">Σ_i ‖u_iᵀN‖²/(y_i² − λ), N full fine-tuning's error from noise.</param>
/// <param name="Bias">Σ_i ‖u_iᵀΔ‖²/(y_i² − λ), Δ restricted to the span of the samples.</param>
internal readonly record struct ResolventPoint(Complex Eigenvalue, Complex Slope, Complex Trace, double CountAbove, Complex Variance, Complex Bias);
