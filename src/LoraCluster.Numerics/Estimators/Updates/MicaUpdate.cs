using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>
/// MiCA (Rüdiger and Raschka, arXiv:2604.01694): the update confined to the left singular vectors of A0 with the r least of its min(dx, dy) singular values, B Bᵀ M by least squares.
/// </summary>
public sealed class MicaUpdate : IUpdateMethod
{
    /// <inheritdoc/>
    public string Name => "mica";

    /// <inheritdoc/>
    public bool HasRank => true;

    /// <inheritdoc/>
    public IEnumerable<(int? Rank, Matrix<double> Update)> Updates(TrialDraw draw, IReadOnlyList<int> ranks)
    {
        int count = draw.PretrainedSvd.S.Count;
        foreach (int rank in ranks)
        {
            int kept = Math.Min(rank, count);
            Matrix<double> minor = draw.PretrainedSvd.U.SubMatrix(0, draw.Problem.Dy, count - kept, kept);
            yield return (rank, minor * (minor.Transpose() * draw.Full));
        }
    }
}
