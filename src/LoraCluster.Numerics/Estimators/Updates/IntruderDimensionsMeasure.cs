using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>
/// Intruder dimensions (Shuttleworth et al., arXiv:2410.21228): how many of the ten leading left singular vectors of the tuned map A0 + M are like none of A0's, the best cosine below 0.6.
/// </summary>
public sealed class IntruderDimensionsMeasure : IUpdateMeasure
{
    /// <summary>Leading singular vectors looked at.</summary>
    public const int Leading = 10;

    /// <summary>The best cosine below which a vector is an intruder.</summary>
    public const double CosineBelow = 0.6;

    /// <inheritdoc/>
    public string Name => "intruder_dimensions";

    /// <inheritdoc/>
    public double Of(TrialDraw draw, Matrix<double> update)
    {
        Matrix<double> tuned = draw.Pretrained.Clone();
        tuned.SetSubMatrix(0, 0, tuned.SubMatrix(0, update.RowCount, 0, update.ColumnCount) + update);
        return IntruderCount.Of(draw.PretrainedSvd.U.SubMatrix(0, update.RowCount, 0, draw.PretrainedSvd.S.Count), tuned);
    }
}
