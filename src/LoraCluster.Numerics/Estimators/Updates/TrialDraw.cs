using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Randomness;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>
/// One trial as explicit matrices, with its decompositions, each computed once and shared by all who ask. Coordinates are those of the sampler: output coordinates in which the shift's columns span
/// the first k, and W ≤ dx input coordinates, outside of which design and shift are zero.
/// </summary>
public sealed class TrialDraw
{
    private readonly TrialStream _stream;
    private readonly double[]? _rootEigenvalues;
    private readonly Lazy<Svd<double>> _residual;
    private readonly Lazy<Svd<double>> _design;
    private readonly Lazy<Matrix<double>> _full;
    private readonly Lazy<Matrix<double>> _pretrained;
    private readonly Lazy<Svd<double>> _pretrainedSvd;

    internal unsafe TrialDraw(LinearProblem problem, TrialStream stream, ExplicitStatistics statistics, int lane)
    {
        (Problem, _stream) = (problem, stream);
        int q = statistics.Columns;
        Design = Take(statistics.Design, statistics.Width, q, lane);
        Shift = DenseMatrix.Create(problem.Dy, statistics.Width, 0);
        Shift.SetSubMatrix(0, 0, Take(statistics.ShiftTransposed, statistics.Width, statistics.ShiftRank, lane).Transpose());
        Residual = Shift * Design;
        Matrix<double> noise = Take(statistics.Noise, statistics.NoiseRows, q, lane);
        Residual.SetSubMatrix(0, 0, Residual.SubMatrix(0, statistics.NoiseRows, 0, q) + noise);
        _rootEigenvalues = problem.IsAnisotropic ? [.. Spectra.InputEigenvalues(problem).Select(Math.Sqrt)] : null;
        _residual = new(() => Residual.Svd(true));
        _design = new(() => Design.Svd(true));
        _full = new(ComputeFull);
        _pretrained = new(ComputePretrained);
        _pretrainedSvd = new(() => Pretrained.Svd(true));
    }

    /// <summary>What was drawn from.</summary>
    public LinearProblem Problem { get; }

    /// <summary>F, W × q, q = min(n, dx): the samples X are F times a matrix with orthonormal rows.</summary>
    public Matrix<double> Design { get; }

    /// <summary>Δ, dy × W.</summary>
    public Matrix<double> Shift { get; }

    /// <summary>T = ΔF + σG, dy × q: what the update has to explain, Y − A0 X in the coordinates of the design's rows.</summary>
    public Matrix<double> Residual { get; }

    /// <summary>The singular value decomposition of T.</summary>
    public Svd<double> ResidualSvd => _residual.Value;

    /// <summary>The singular value decomposition of F.</summary>
    public Svd<double> DesignSvd => _design.Value;

    /// <summary>M = T F⁺, dy × W: the update of full fine-tuning.</summary>
    public Matrix<double> Full => _full.Value;

    /// <summary>A0, dy × dx, Gaussian; with an alignment its left singular vectors are the output coordinates, in the order that the alignment asks for.</summary>
    public Matrix<double> Pretrained => _pretrained.Value;

    /// <summary>The singular value decomposition of A0.</summary>
    public Svd<double> PretrainedSvd => _pretrainedSvd.Value;

    /// <summary>‖A Σ^{1/2}‖²: what an error A (dy × W) costs at a new input.</summary>
    public double SquaredNorm(Matrix<double> error)
    {
        double sum = 0;
        for (int x = 0; x < error.ColumnCount; x++)
        {
            double weight = _rootEigenvalues is null ? 1 : _rootEigenvalues[x], column = 0;
            for (int y = 0; y < error.RowCount; y++)
            {
                column += error[y, x] * error[y, x];
            }

            sum += weight * weight * column;
        }

        return sum;
    }

    /// <summary>U diag(w) Uᵀ M: full fine-tuning's update with the left singular vectors of T weighted.</summary>
    public Matrix<double> Weighted(Func<double, double> weightOfSingularValue)
    {
        int count = ResidualSvd.S.Count;
        Matrix<double> u = ResidualSvd.U.SubMatrix(0, Problem.Dy, 0, count);
        return u * (DiagonalMatrix.OfDiagonal(count, count, ResidualSvd.S.Map(weightOfSingularValue)) * (u.Transpose() * Full));
    }

    private static unsafe Matrix<double> Take(Lanes* from, int rows, int columns, int lane)
    {
        var values = new double[(long)rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                values[((long)j * rows) + i] = ((double*)from)[((((long)i * columns) + j) * LaneOps.Width) + lane];
            }
        }

        return new DenseMatrix(rows, columns, values);
    }

    private Matrix<double> ComputeFull()
    {
        int q = Design.ColumnCount;
        Matrix<double> along = Residual * DesignSvd.VT.Transpose();
        return along * DiagonalMatrix.OfDiagonal(q, q, DesignSvd.S.Map(s => 1 / s)) * DesignSvd.U.SubMatrix(0, Design.RowCount, 0, q).Transpose();
    }

    private Matrix<double> ComputePretrained()
    {
        var normals = new double[checked(Problem.Dy * Problem.Dx)];
        NormalStream.Fill(_stream, StreamPurpose.Pretrained, normals);
        var gaussian = new DenseMatrix(Problem.Dy, Problem.Dx, normals);
        if (Problem.Alignment == ShiftAlignment.None)
        {
            return gaussian;
        }

        // A0 = U S Vᵀ with U turned into the output coordinates: the singular values and right vectors are as good as before.
        Svd<double> svd = gaussian.Svd(true);
        Matrix<double> aligned = DenseMatrix.Create(Problem.Dy, Problem.Dx, 0);
        for (int i = 0; i < svd.S.Count; i++)
        {
            int value = Problem.Alignment == ShiftAlignment.Minor ? svd.S.Count - 1 - i : i;
            aligned.SetRow(i, svd.VT.Row(value) * svd.S[value]);
        }

        return aligned;
    }
}
