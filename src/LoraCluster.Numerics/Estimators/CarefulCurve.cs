using LoraCluster.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Estimators;

/// <summary>LoRA's risk at every rank for one trial of a lane group, by one-sided Jacobi: for trials whose spectrum the fast path cannot tell apart.</summary>
internal static unsafe class CarefulCurve
{
    /// <summary>
    /// Returns the risks of ranks 1 … ; null where the iteration fails. The curve may be shorter than min(p, q): beyond the numerical rank LoRA is full fine-tuning.
    /// </summary>
    public static double[]? Compute(SufficientStatistics statistics, int lane)
    {
        int p = statistics.Rows, k = statistics.ShiftRank;
        return Compute(
            p,
            k,
            Lane(statistics.Fit, p * statistics.Columns, lane),
            Lane(statistics.Error, p * statistics.ErrorColumns, lane),
            Lane(statistics.Complement, k * statistics.ComplementColumns, lane),
            Lane(statistics.Core, k * k, lane));
    }

    /// <summary>As <see cref="Compute(SufficientStatistics, int)"/>, from row-major T (p × q), error (p × w), H (k × c) and D (k × k).</summary>
    public static double[]? Compute(int p, int k, double[] fit, double[] error, double[] complement, double[] core)
    {
        double[][]? vectors = OneSidedJacobi.LeftVectors(fit, p, fit.Length / p);
        if (vectors is null)
        {
            return null;
        }

        var rest = new double[p * k];
        core.CopyTo(rest, 0);
        var curve = new double[vectors.Length];
        double variance = 0;
        for (int i = 0; i < vectors.Length; i++)
        {
            variance += SquaredNorm(vectors[i], error, p, error.Length / p) + SquaredNorm(vectors[i], complement, k, complement.Length / k);
            curve[i] = variance + Deflate(vectors[i], rest, p, k);
        }

        return curve;
    }

    private static double[] Lane(Lanes* source, int count, int lane)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = ((double*)source)[(i * LaneOps.Width) + lane];
        }

        return values;
    }

    private static double SquaredNorm(double[] x, double[] a, int rows, int columns)
    {
        double norm = 0;
        for (int c = 0; c < columns; c++)
        {
            double sum = 0;
            for (int r = 0; r < rows; r++)
            {
                sum += x[r] * a[(r * columns) + c];
            }

            norm += sum * sum;
        }

        return norm;
    }

    private static double Deflate(double[] u, double[] rest, int rows, int columns)
    {
        double norm = 0;
        for (int c = 0; c < columns; c++)
        {
            double along = 0;
            for (int r = 0; r < rows; r++)
            {
                along += u[r] * rest[(r * columns) + c];
            }

            for (int r = 0; r < rows; r++)
            {
                double x = rest[(r * columns) + c] - (u[r] * along);
                rest[(r * columns) + c] = x;
                norm += x * x;
            }
        }

        return norm;
    }
}
