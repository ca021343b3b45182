using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>Full fine-tuning: M = T F⁺ (arXiv:2605.19018, section 3).</summary>
public sealed class FullUpdate : IUpdateMethod
{
    /// <inheritdoc/>
    public string Name => "full";

    /// <inheritdoc/>
    public bool HasRank => false;

    /// <inheritdoc/>
    public IEnumerable<(int? Rank, Matrix<double> Update)> Updates(TrialDraw draw, IReadOnlyList<int> ranks) => [(null, draw.Full)];
}
