using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>An estimator: how it turns a trial's data into an update of the pre-trained map. Implementations are stateless.</summary>
public interface IUpdateMethod
{
    /// <summary>The word in <c>methods:</c> and in the column <c>method</c>.</summary>
    string Name { get; }

    /// <summary>Whether it is asked for at a rank.</summary>
    bool HasRank { get; }

    /// <summary>The update, dy × W in the coordinates of the draw, at each of these ranks (ascending); one update, with rank null, where it has none.</summary>
    /// <exception cref="MathNet.Numerics.NonConvergenceException">A decomposition did not converge.</exception>
    IEnumerable<(int? Rank, Matrix<double> Update)> Updates(TrialDraw draw, IReadOnlyList<int> ranks);
}
