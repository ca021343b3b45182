using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace LoraCluster.Numerics.Estimators;

/// <summary>
/// The yardstick: the paper's formulas on explicit data, through MathNet's decompositions of X itself (arXiv:2605.19018, sections 3 and 4). Slow on purpose and kept forever; every faster path is tested against it.
/// </summary>
public static class ReferenceSolver
{
    /// <summary>A_FFT = A0 + (Y − A0 X) X⁺, dy × dx.</summary>
    public static Matrix<double> FullFineTuning(ExplicitDraw draw)
    {
        (Matrix<double> u, Vector<double> s, Matrix<double> vt) = ThinSvd(draw.Inputs);
        return draw.Pretrained + (Target(draw) * PseudoInverse(u, s, vt));
    }

    /// <summary>
    /// A_LoRA(r) = A0 + T_r (S^{1/2})⁺ with S = X Xᵀ/n and T = (Y − A0 X) X⁺ S^{1/2}, for every rank asked; each dy × dx. <paramref name="ranks"/> may exceed the rank of T.
    /// </summary>
    public static IReadOnlyList<Matrix<double>> Lora(ExplicitDraw draw, IReadOnlyList<int> ranks)
    {
        (Matrix<double> u, Vector<double> s, Matrix<double> vt) = ThinSvd(draw.Inputs);
        double rootN = Math.Sqrt(draw.Inputs.ColumnCount);
        Matrix<double> rootS = Congruence(u, s / rootN);
        Matrix<double> inverseRootS = Congruence(u, s.Map(x => rootN / x));
        Matrix<double> t = Target(draw) * PseudoInverse(u, s, vt) * rootS;
        Svd<double> svd = t.Svd(true);
        return [.. ranks.Select(rank => draw.Pretrained + (Truncate(svd, rank) * inverseRootS))];
    }

    /// <summary>R(Â) = ‖(Â − A*) Σ^{1/2}‖_F², A* = A0 + Δ.</summary>
    public static double ExcessRisk(ExplicitDraw draw, Matrix<double> estimate)
    {
        double norm = ((estimate - (draw.Pretrained + draw.Shift)) * draw.RootCovariance).FrobeniusNorm();
        return norm * norm;
    }

    /// <summary>The excess risks of full fine-tuning and of LoRA at the ranks given, in that order.</summary>
    /// <exception cref="MathNet.Numerics.NonConvergenceException">A decomposition did not converge.</exception>
    /// <exception cref="ArgumentException">A number of the draw is not finite.</exception>
    public static double[] Risks(ExplicitDraw draw, IReadOnlyList<int> ranks)
    {
        foreach (Matrix<double> matrix in new[] { draw.Pretrained, draw.Shift, draw.RootCovariance, draw.Inputs, draw.Noise })
        {
            if (!matrix.ForAll(double.IsFinite))
            {
                throw new ArgumentException("every number of a draw must be finite", nameof(draw));
            }
        }

        return [ExcessRisk(draw, FullFineTuning(draw)), .. Lora(draw, ranks).Select(estimate => ExcessRisk(draw, estimate))];
    }

    // Y − A0 X: what the update has to explain.
    private static Matrix<double> Target(ExplicitDraw draw) =>
        ((draw.Pretrained + draw.Shift) * draw.Inputs) + draw.Noise - (draw.Pretrained * draw.Inputs);

    private static (Matrix<double> U, Vector<double> S, Matrix<double> Vt) ThinSvd(Matrix<double> x)
    {
        Svd<double> svd = x.Svd(true);
        int rank = Math.Min(x.RowCount, x.ColumnCount);
        return (svd.U.SubMatrix(0, x.RowCount, 0, rank), svd.S, svd.VT.SubMatrix(0, rank, 0, x.ColumnCount));
    }

    private static Matrix<double> PseudoInverse(Matrix<double> u, Vector<double> s, Matrix<double> vt) =>
        vt.Transpose() * Diagonal(s.Map(x => 1 / x)) * u.Transpose();

    private static Matrix<double> Congruence(Matrix<double> u, Vector<double> values) => u * Diagonal(values) * u.Transpose();

    private static Matrix<double> Truncate(Svd<double> svd, int rank)
    {
        int kept = Math.Min(rank, svd.S.Count);
        return svd.U.SubMatrix(0, svd.U.RowCount, 0, kept) * Diagonal(svd.S.SubVector(0, kept)) * svd.VT.SubMatrix(0, kept, 0, svd.VT.ColumnCount);
    }

    private static Matrix<double> Diagonal(Vector<double> values) => DiagonalMatrix.OfDiagonal(values.Count, values.Count, values);
}
