using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>Something measured of an update. Implementations are stateless.</summary>
public interface IUpdateMeasure
{
    /// <summary>The word in <c>diagnostics:</c> and in the column <c>measure</c>.</summary>
    string Name { get; }

    /// <summary>The value for an update, dy × W in the coordinates of the draw.</summary>
    /// <exception cref="MathNet.Numerics.NonConvergenceException">A decomposition did not converge.</exception>
    double Of(TrialDraw draw, Matrix<double> update);
}
