using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.Problems;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace LoraCluster.Numerics.Tests.Support;

/// <summary>Turns up to eight explicit draws into the sufficient statistics that the fast solver would have sampled; lanes without a draw are left as they are.</summary>
internal sealed unsafe class SameDraw(bool leavesAssembly = false) : IDisposable
{
    private readonly LaneBuffer _design = new();
    private readonly LaneBuffer _shift = new();

    public SufficientStatistics Statistics { get; } = new() { LeavesAssembly = leavesAssembly };

    public void Load(LinearProblem problem, IReadOnlyList<ExplicitDraw> draws)
    {
        bool hasNoise = problem.NoiseStd > 0;
        int k = problem.TrueRank, q = Math.Min(problem.N, problem.Dx), rows = hasNoise ? problem.Dy : k;
        Statistics.Begin(k, rows, q, out Lanes* core, out Lanes* factor, out Lanes* noise);
        bool explicitDesign = !problem.IsOverdetermined && problem.IsAnisotropic;
        int stackRows = explicitDesign ? problem.Dx : k + Math.Min(problem.Dx - k, q);
        Lanes* design = _design.Reserve((long)stackRows * q);
        Lanes* shift = _shift.Reserve((long)problem.Dx * k);
        for (int lane = 0; lane < draws.Count; lane++)
        {
            ExplicitDraw draw = draws[lane];
            if (problem.IsOverdetermined)
            {
                LoadOver(draw, lane, k, rows, q, core, factor, noise);
            }
            else if (explicitDesign)
            {
                LoadAnisotropic(draw, lane, k, rows, core, noise, design, shift);
            }
            else
            {
                LoadUnder(draw, lane, k, rows, q, core, noise, design);
            }
        }

        if (problem.IsOverdetermined)
        {
            Statistics.AssembleOverdetermined(hasNoise);
        }
        else if (explicitDesign)
        {
            double[] roots = [.. Spectra.InputEigenvalues(problem).Select(Math.Sqrt)];
            Statistics.AssembleUnderdeterminedAnisotropic(design, shift, roots, hasNoise);
        }
        else
        {
            Statistics.AssembleUnderdetermined(design, stackRows, hasNoise);
        }
    }

    public void Dispose()
    {
        Statistics.Dispose();
        _design.Dispose();
        _shift.Dispose();
    }

    private static void LoadOver(ExplicitDraw draw, int lane, int k, int rows, int q, Lanes* core, Lanes* factor, Lanes* noise)
    {
        Svd<double> svd = (draw.Shift * draw.RootCovariance).Svd(true);
        Matrix<double> white = svd.VT * draw.RootCovariance.Inverse() * draw.Inputs;
        QR<double> qr = white.Transpose().QR(QRMethod.Thin);
        Put(core, lane, Matrix<double>.Build.DenseOfDiagonalVector(svd.S.SubVector(0, k)));
        Put(factor, lane, qr.R); // row j of R is column j of L
        Put(noise, lane, (svd.U.Transpose() * draw.Noise * qr.Q).SubMatrix(0, rows, 0, q));
    }

    private static void LoadUnder(ExplicitDraw draw, int lane, int k, int rows, int n, Lanes* core, Lanes* noise, Lanes* design)
    {
        Svd<double> svd = draw.Shift.Svd(true);
        Matrix<double> inputs = svd.VT * draw.Inputs;
        Put(core, lane, Matrix<double>.Build.DenseOfDiagonalVector(svd.S.SubVector(0, k)));
        Put(noise, lane, (svd.U.Transpose() * draw.Noise).SubMatrix(0, rows, 0, n));
        Put(design, lane, inputs.SubMatrix(0, k, 0, n));
        int others = inputs.RowCount - k;
        if (others == 0)
        {
            return;
        }

        Matrix<double> flipped = Matrix<double>.Build.Dense(Math.Max(others, n), n, (i, j) => i < others ? inputs[k + i, n - 1 - j] : 0);
        Matrix<double> r = flipped.QR(QRMethod.Thin).R;
        int kept = Math.Min(others, n);
        Put(design + ((long)k * n), lane, Matrix<double>.Build.Dense(kept, n, (i, j) => r[kept - 1 - i, n - 1 - j]));
    }

    private static void LoadAnisotropic(ExplicitDraw draw, int lane, int k, int rows, Lanes* core, Lanes* noise, Lanes* design, Lanes* shift)
    {
        // Back to the eigenbasis of the covariance, largest eigenvalue first.
        Evd<double> evd = draw.RootCovariance.Evd(Symmetricity.Symmetric);
        int dx = draw.Inputs.RowCount;
        Matrix<double> basis = Matrix<double>.Build.DenseOfColumnVectors(
            Enumerable.Range(0, dx).Select(i => evd.EigenVectors.Column(dx - 1 - i)));
        Matrix<double> rotated = draw.Shift * basis;
        Matrix<double> top = (rotated.Svd(true).U.Transpose() * rotated).SubMatrix(0, k, 0, dx);
        Put(shift, lane, top.Transpose());
        Put(design, lane, basis.Transpose() * draw.Inputs);
        Put(noise, lane, (rotated.Svd(true).U.Transpose() * draw.Noise).SubMatrix(0, rows, 0, draw.Noise.ColumnCount));
        Matrix<double> weighted = top * basis.Transpose() * draw.RootCovariance * basis;
        Put(core, lane, weighted.Transpose().QR(QRMethod.Thin).R.Transpose());
    }

    private static void Put(Lanes* target, int lane, Matrix<double> matrix)
    {
        for (int i = 0; i < matrix.RowCount; i++)
        {
            for (int j = 0; j < matrix.ColumnCount; j++)
            {
                ((double*)target)[(((i * matrix.ColumnCount) + j) * 8) + lane] = matrix[i, j];
            }
        }
    }
}
