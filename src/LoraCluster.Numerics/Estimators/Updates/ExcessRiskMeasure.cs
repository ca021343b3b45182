using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>The excess risk ‖(M − Δ)Σ^{1/2}‖² (arXiv:2605.19018, section 3).</summary>
public sealed class ExcessRiskMeasure : IUpdateMeasure
{
    /// <inheritdoc/>
    public string Name => "risk";

    /// <inheritdoc/>
    public double Of(TrialDraw draw, Matrix<double> update) => draw.SquaredNorm(update - draw.Shift);
}
