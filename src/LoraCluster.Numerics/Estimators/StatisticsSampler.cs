using System.Runtime.Intrinsics;
using LoraCluster.Numerics.Estimators.Updates;
using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Randomness;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.Estimators;

/// <summary>
/// Draws the sufficient statistics of eight trials without drawing the data: exact in distribution, at a cost that does not depend on n once n ≥ dx
/// (docs/theory.md, "Sampling the sufficient statistics").
/// </summary>
internal sealed unsafe class StatisticsSampler : IDisposable
{
    private readonly LaneBuffer _design = new();
    private readonly LaneBuffer _shift = new();
    private readonly LaneBuffer _small = new();
    private readonly LaneQl _ql = new();

    /// <summary>Draws into <paramref name="statistics"/>.</summary>
    public void Draw(LinearProblem problem, LaneSampler sampler, SufficientStatistics statistics)
    {
        bool hasNoise = problem.NoiseStd > 0;
        int k = problem.TrueRank;
        int rows = hasNoise ? problem.Dy : k;
        int columns = Math.Min(problem.N, problem.Dx);
        statistics.Begin(k, rows, columns, out Lanes* core, out Lanes* factor, out Lanes* noise);
        double[]? roots = problem.IsAnisotropic ? RootEigenvalues(problem) : null;
        Lanes* shiftTransposed = DrawShift(problem, sampler, roots, core);
        if (hasNoise)
        {
            sampler.Normals(StreamPurpose.Noise, noise, (long)rows * columns, problem.NoiseStd);
        }
        else
        {
            Clear(noise, (long)rows * columns);
        }

        if (problem.IsOverdetermined)
        {
            DrawBartlett(sampler, factor, columns, problem.N);
            statistics.AssembleOverdetermined(hasNoise);
        }
        else if (roots is null)
        {
            Lanes* stack = DrawStack(problem, sampler, out int stackRows);
            statistics.AssembleUnderdetermined(stack, stackRows, hasNoise);
        }
        else
        {
            Lanes* design = _design.Reserve((long)problem.Dx * columns);
            sampler.Normals(StreamPurpose.DesignNormals, design, (long)problem.Dx * columns);
            ScaleRows(design, roots, columns);
            statistics.AssembleUnderdeterminedAnisotropic(design, shiftTransposed, roots, hasNoise);
        }
    }

    /// <summary>Draws the same as <see cref="Draw"/>, and keeps the design.</summary>
    public void DrawExplicit(LinearProblem problem, LaneSampler sampler, ExplicitStatistics to)
    {
        to.Begin(problem);
        int k = problem.TrueRank, q = to.Columns;
        double[]? roots = problem.IsAnisotropic ? RootEigenvalues(problem) : null;
        Lanes* shiftTransposed = DrawShift(problem, sampler, roots, to.Core);
        long noise = (long)to.NoiseRows * q;
        if (problem.NoiseStd > 0)
        {
            sampler.Normals(StreamPurpose.Noise, to.Noise, noise, problem.NoiseStd);
        }
        else
        {
            Clear(to.Noise, noise);
        }

        if (problem.IsOverdetermined)
        {
            DrawBartlett(sampler, to.Factor, q, problem.N);
            to.Widen(q);
            PlaceFactor(to, roots is null ? 0 : k);
            if (roots is not null)
            {
                // L lives where Δ Σ^{1/2} has its first k coordinates; DrawShift's reflectors lead back.
                _ql.Multiply(to.Design, q);
                ScaleRows(to.Design, roots, q);
            }
        }
        else if (roots is null)
        {
            Lanes* stack = DrawStack(problem, sampler, out int stackRows);
            to.Widen(stackRows);
            Copy(stack, to.Design, (long)stackRows * q);
        }
        else
        {
            to.Widen(problem.Dx);
            sampler.Normals(StreamPurpose.DesignNormals, to.Design, (long)problem.Dx * q);
            ScaleRows(to.Design, roots, q);
        }

        if (shiftTransposed is not null)
        {
            Copy(shiftTransposed, to.ShiftTransposed, (long)to.Width * k);
            return;
        }

        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                to.ShiftTransposed[((long)j * k) + i] = to.Core[((long)i * k) + j];
            }
        }
    }

    public void Dispose()
    {
        _design.Dispose();
        _shift.Dispose();
        _small.Dispose();
        _ql.Dispose();
    }

    private static double[] RootEigenvalues(LinearProblem problem)
    {
        double[] values = Spectra.InputEigenvalues(problem);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Math.Sqrt(values[i]);
        }

        return values;
    }

    // L row by row, its first `last` rows behind the others.
    private static void PlaceFactor(ExplicitStatistics to, int last)
    {
        int q = to.Columns;
        for (int i = 0; i < q; i++)
        {
            Lanes* row = to.Design + ((long)(i < last ? q - last + i : i - last) * q);
            for (int j = 0; j <= i; j++)
            {
                row[j] = to.Factor[((long)j * q) + i];
            }
        }
    }

    // The columns of Bartlett's factor of a Wishart(n, I) matrix.
    private static void DrawBartlett(LaneSampler sampler, Lanes* factor, int size, int degrees)
    {
        for (int j = 0; j < size; j++)
        {
            Lanes* column = factor + ((long)j * size);
            column[j] = sampler.Chi(StreamPurpose.FactorChi, StreamPurpose.FactorChiUniform, (uint)j, degrees - j);
            sampler.Normals(StreamPurpose.FactorNormals, column + j + 1, size - 1 - j, 1, (long)j * ((size + 1) / 2));
        }
    }

    // The first k rows of X, and the QL factor of the other dx − k, which is lower trapezoidal with χ variates where it meets the last columns.
    private Lanes* DrawStack(LinearProblem problem, LaneSampler sampler, out int stackRows)
    {
        int k = problem.TrueRank, n = problem.N, others = problem.Dx - k, rows = Math.Min(others, n);
        stackRows = k + rows;
        Lanes* stack = _design.Reserve((long)stackRows * n);
        sampler.Normals(StreamPurpose.DesignNormals, stack, (long)k * n);
        for (int i = 0; i < rows; i++)
        {
            Lanes* row = stack + ((long)(k + i) * n);
            int diagonal = n - rows + i;
            sampler.Normals(StreamPurpose.FactorNormals, row, diagonal, 1, (long)i * ((n + 1) / 2));
            row[diagonal] = sampler.Chi(StreamPurpose.FactorChi, StreamPurpose.FactorChiUniform, (uint)i, others - (rows - 1 - i));
            Clear(row + diagonal + 1, n - 1 - diagonal);
        }

        return stack;
    }

    // Writes the core D of Δ Σ^{1/2}; for Σ ≠ I also returns Δᵀ itself in the first k output coordinates, dx × k.
    private Lanes* DrawShift(LinearProblem problem, LaneSampler sampler, double[]? roots, Lanes* core)
    {
        int k = problem.TrueRank;
        Clear(core, (long)k * k);
        bool gaussian = problem.Shift == ShiftKind.Gaussian;
        double scale = gaussian ? problem.Scale / Math.Sqrt(k) : 1;
        Lanes* left = _small.Reserve(2L * k * k);
        Lanes* right = left + ((long)k * k);
        if (gaussian)
        {
            DrawLeftFactor(sampler, left, k, problem.Dy, scale);
        }

        if (roots is null)
        {
            if (gaussian)
            {
                DrawRightFactor(sampler, right, k, problem.Dx);
                LaneTriangles.Multiply(left, right, core, k);
            }
            else
            {
                FillDiagonal(core, Spectra.ShiftSingularValues(problem));
            }

            return null;
        }

        long length = (long)problem.Dx * k;
        Lanes* shift = _shift.Reserve(2 * length);
        Lanes* weighted = shift + length;
        DrawAnisotropicShift(problem, sampler, shift, weighted, left);
        Copy(shift, weighted, length);
        ScaleRows(weighted, roots, k);
        _ql.Factor(weighted, problem.Dx, k, problem.Dx);
        Lanes* lower = weighted + ((long)(problem.Dx - k) * k);
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                core[((long)j * k) + i] = lower[((long)i * k) + j];
            }
        }

        return shift;
    }

    // Δᵀ = V diag(s) or W R_Uᵀ c/√k, dx × k.
    private void DrawAnisotropicShift(LinearProblem problem, LaneSampler sampler, Lanes* shift, Lanes* scratch, Lanes* left)
    {
        int k = problem.TrueRank, dx = problem.Dx;
        long length = (long)dx * k;
        Lanes* normals = problem.Shift == ShiftKind.Gaussian ? scratch : shift;
        sampler.Normals(StreamPurpose.ShiftRightNormals, normals, length);
        if (problem.Shift == ShiftKind.Gaussian)
        {
            LaneKernels.MultiplyTransposed(scratch, left, shift, dx, k, k);
            return;
        }

        _ql.Factor(shift, dx, k, dx);
        Clear(shift, length);
        double[] values = Spectra.ShiftSingularValues(problem);
        for (int i = 0; i < k; i++)
        {
            shift[((long)(dx - k + i) * k) + i] = Vector512.Create(values[i]);
        }

        _ql.Multiply(shift, k);
    }

    // R of the QR factorisation of a Gaussian dy × k matrix, times scale: upper triangular.
    private static void DrawLeftFactor(LaneSampler sampler, Lanes* left, int k, int dy, double scale)
    {
        for (int i = 0; i < k; i++)
        {
            Lanes* row = left + ((long)i * k);
            Clear(row, i);
            row[i] = sampler.Chi(StreamPurpose.ShiftLeftChi, StreamPurpose.ShiftLeftChiUniform, (uint)i, dy - i) * Vector512.Create(scale);
            sampler.Normals(StreamPurpose.ShiftLeftNormals, row + i + 1, k - 1 - i, scale, (long)i * ((k + 1) / 2));
        }
    }

    // Rᵀ of the QR factorisation of a Gaussian dx × k matrix: lower triangular.
    private static void DrawRightFactor(LaneSampler sampler, Lanes* right, int k, int dx)
    {
        for (int i = 0; i < k; i++)
        {
            Lanes* row = right + ((long)i * k);
            sampler.Normals(StreamPurpose.ShiftRightNormals, row, i, 1, (long)i * ((k + 1) / 2));
            row[i] = sampler.Chi(StreamPurpose.ShiftRightChi, StreamPurpose.ShiftRightChiUniform, (uint)i, dx - i);
            Clear(row + i + 1, k - 1 - i);
        }
    }

    private static void FillDiagonal(Lanes* core, double[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            core[((long)i * values.Length) + i] = Vector512.Create(values[i]);
        }
    }

    private static void ScaleRows(Lanes* matrix, double[] factors, int columns)
    {
        for (int i = 0; i < factors.Length; i++)
        {
            var factor = Vector512.Create(factors[i]);
            Lanes* row = matrix + ((long)i * columns);
            for (int j = 0; j < columns; j++)
            {
                row[j] *= factor;
            }
        }
    }
}
