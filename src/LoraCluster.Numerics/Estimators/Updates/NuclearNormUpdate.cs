using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>
/// The update under a nuclear-norm penalty on the fit: every singular value of T less λ, or 0, with λ = σ(√dy + √q), where a residual that is noise alone ends
/// (docs/theory.md, "More estimators").
/// </summary>
public sealed class NuclearNormUpdate : IUpdateMethod
{
    /// <inheritdoc/>
    public string Name => "nuclear";

    /// <inheritdoc/>
    public bool HasRank => false;

    /// <inheritdoc/>
    public IEnumerable<(int? Rank, Matrix<double> Update)> Updates(TrialDraw draw, IReadOnlyList<int> ranks)
    {
        double threshold = draw.Problem.NoiseStd * (Math.Sqrt(draw.Problem.Dy) + Math.Sqrt(draw.Design.ColumnCount));
        return [(null, threshold == 0 ? draw.Full : draw.Weighted(s => s > threshold ? (s - threshold) / s : 0))];
    }
}
