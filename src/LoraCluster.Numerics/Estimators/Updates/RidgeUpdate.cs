using LoraCluster.Numerics.Theory;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>
/// Full fine-tuning with a ridge penalty, T Fᵀ (F Fᵀ + λI)⁻¹ at the best penalty, λ = σ² dx dy/E‖Δ‖²: no other linear estimator has a smaller expected risk, for the shift's right singular vectors
/// are uniformly distributed (docs/theory.md, "More estimators").
/// </summary>
public sealed class RidgeUpdate : IUpdateMethod
{
    /// <inheritdoc/>
    public string Name => "ridge";

    /// <inheritdoc/>
    public bool HasRank => false;

    /// <inheritdoc/>
    public IEnumerable<(int? Rank, Matrix<double> Update)> Updates(TrialDraw draw, IReadOnlyList<int> ranks)
    {
        double noise = draw.Problem.NoiseStd;
        double ratio = noise * noise / FullFineTuningTheory.ExpectedSquaredShift(draw.Problem);
        return [(null, At(draw, ratio * draw.Problem.Dx * draw.Problem.Dy))];
    }

    /// <summary>The update at any penalty λ ≥ 0.</summary>
    internal static Matrix<double> At(TrialDraw draw, double penalty)
    {
        int q = draw.Design.ColumnCount;
        Matrix<double> along = draw.Residual * draw.DesignSvd.VT.Transpose();
        Matrix<double> shrunk = DiagonalMatrix.OfDiagonal(q, q, draw.DesignSvd.S.Map(s => s / ((s * s) + penalty)));
        return along * shrunk * draw.DesignSvd.U.SubMatrix(0, draw.Design.RowCount, 0, q).Transpose();
    }
}
