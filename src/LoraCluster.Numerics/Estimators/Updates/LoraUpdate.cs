using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>LoRA: the best update of rank r in the fit, U_r U_rᵀ M (arXiv:2605.19018, section 4).</summary>
public sealed class LoraUpdate : IUpdateMethod
{
    /// <inheritdoc/>
    public string Name => "lora";

    /// <inheritdoc/>
    public bool HasRank => true;

    /// <inheritdoc/>
    public IEnumerable<(int? Rank, Matrix<double> Update)> Updates(TrialDraw draw, IReadOnlyList<int> ranks)
    {
        foreach (int rank in ranks)
        {
            yield return (rank, rank >= draw.Problem.FittedRank ? draw.Full : Of(draw, rank));
        }
    }

    /// <summary>The update at one rank below that of T.</summary>
    internal static Matrix<double> Of(TrialDraw draw, int rank)
    {
        Matrix<double> u = draw.ResidualSvd.U.SubMatrix(0, draw.Problem.Dy, 0, rank);
        return u * (u.Transpose() * draw.Full);
    }
}
