namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>The head of a spectrum, and how much of the matrix it leaves out.</summary>
/// <param name="Values">
/// Estimates of the largest singular values, descending: those of the matrix projected on a subspace. None is larger than the true one; the true one is at most
/// √(value² + <paramref name="Residual"/>²).
/// </param>
/// <param name="Residual">Frobenius norm of what the subspace leaves out.</param>
/// <param name="Norm">Frobenius norm of the matrix.</param>
public sealed record LeadingSpectrum(IReadOnlyList<double> Values, double Residual, double Norm);
