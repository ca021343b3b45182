using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>Forgetting: by how much the risk on the pre-training task rises, E‖(Â − A0)x‖² = ‖MΣ^{1/2}‖², its inputs distributed as those of the downstream task.</summary>
public sealed class ForgettingMeasure : IUpdateMeasure
{
    /// <inheritdoc/>
    public string Name => "forgetting";

    /// <inheritdoc/>
    public double Of(TrialDraw draw, Matrix<double> update) => draw.SquaredNorm(update);
}
