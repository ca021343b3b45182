using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Randomness;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace LoraCluster.Numerics.Estimators;

/// <summary>One draw of everything the model speaks of, nothing sampled cleverly: what the reference solver is fed.</summary>
/// <param name="Pretrained">A0, dy × dx.</param>
/// <param name="Shift">Δ, dy × dx.</param>
/// <param name="RootCovariance">Σ^{1/2}, dx × dx, symmetric.</param>
/// <param name="Inputs">X, dx × n.</param>
/// <param name="Noise">ε, dy × n, σ included.</param>
public sealed record ExplicitDraw(
    Matrix<double> Pretrained, Matrix<double> Shift, Matrix<double> RootCovariance, Matrix<double> Inputs, Matrix<double> Noise)
{
    /// <summary>Draws A0, Δ, Σ^{1/2}, X and ε for one trial; throws <see cref="ArgumentOutOfRangeException"/> for a problem out of range.</summary>
    public static ExplicitDraw Of(LinearProblem problem, TrialStream stream)
    {
        problem.Validate();
        Matrix<double> root = RootCovarianceOf(problem, stream);
        Matrix<double> white = Normals(stream, StreamPurpose.ReferenceDesign, problem.Dx, problem.N);
        return new ExplicitDraw(
            Normals(stream, StreamPurpose.Pretrained, problem.Dy, problem.Dx),
            ShiftOf(problem, stream),
            root,
            root * white,
            Normals(stream, StreamPurpose.ReferenceNoise, problem.Dy, problem.N) * problem.NoiseStd);
    }

    private static Matrix<double> ShiftOf(LinearProblem problem, TrialStream stream)
    {
        int k = problem.TrueRank;
        Matrix<double> both = Normals(stream, StreamPurpose.ReferenceShift, problem.Dy + problem.Dx, k);
        Matrix<double> left = both.SubMatrix(0, problem.Dy, 0, k);
        Matrix<double> right = both.SubMatrix(problem.Dy, problem.Dx, 0, k);
        if (problem.Shift == ShiftKind.Gaussian)
        {
            return left * right.Transpose() * (problem.Scale / Math.Sqrt(k));
        }

        Matrix<double> values = DiagonalMatrix.OfDiagonal(k, k, Spectra.ShiftSingularValues(problem));
        return Orthonormal(left) * values * Orthonormal(right).Transpose();
    }

    private static Matrix<double> RootCovarianceOf(LinearProblem problem, TrialStream stream)
    {
        Matrix<double> root = DiagonalMatrix.OfDiagonal(
            problem.Dx, problem.Dx, Spectra.InputEigenvalues(problem).Select(Math.Sqrt));
        if (!problem.InputRotated)
        {
            return root;
        }

        Matrix<double> rotation = Orthonormal(Normals(stream, StreamPurpose.ReferenceRotation, problem.Dx, problem.Dx));
        return rotation * root * rotation.Transpose();
    }

    private static Matrix<double> Orthonormal(Matrix<double> gaussian) =>
        gaussian.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q;

    private static Matrix<double> Normals(TrialStream stream, StreamPurpose purpose, int rows, int columns)
    {
        var values = new double[checked(rows * columns)];
        NormalStream.Fill(stream, purpose, values);
        return new DenseMatrix(rows, columns, values);
    }
}
