namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>
/// Left singular vectors by one-sided Jacobi rotations (Hestenes 1958; Demmel and Veselić, SIAM J. Matrix Anal. Appl. 13, 1992): slow, simple, and accurate for small singular values of graded
/// matrices. The careful path for single trials that the fast one does not trust.
/// </summary>
internal static class OneSidedJacobi
{
    private const int MaxSweeps = 60;

    /// <summary>
    /// Returns the left singular vectors of A (rows × columns, row-major) that belong to nonzero singular values, by descending value, at most min(rows, columns) of them;
    /// null where the iteration does not converge or A is not finite.
    /// </summary>
    public static double[][]? LeftVectors(ReadOnlySpan<double> a, int rows, int columns)
    {
        bool byRows = rows <= columns;
        int count = byRows ? rows : columns;
        int length = byRows ? columns : rows;
        var vectors = new double[count][];
        var rotations = new double[count][];
        for (int i = 0; i < count; i++)
        {
            vectors[i] = new double[length];
            rotations[i] = new double[count];
            rotations[i][i] = 1;
            for (int j = 0; j < length; j++)
            {
                vectors[i][j] = byRows ? a[(i * columns) + j] : a[(j * columns) + i];
            }
        }

        if (!Orthogonalize(vectors, rotations))
        {
            return null;
        }

        double[] norms = [.. vectors.Select(v => Math.Sqrt(Dot(v, v)))];
        int[] order = [.. Enumerable.Range(0, count).Where(i => norms[i] > 0).OrderByDescending(i => norms[i]).ThenBy(i => i)];
        return [.. order.Select(i => byRows ? rotations[i] : Scaled(vectors[i], 1 / norms[i]))];
    }

    // rotations[i] holds the coefficients of vectors[i] in the original rows.
    private static bool Orthogonalize(double[][] vectors, double[][] rotations)
    {
        double tolerance = 2.3e-16 * Math.Sqrt(vectors[0].Length);
        for (int sweep = 0; sweep < MaxSweeps; sweep++)
        {
            bool rotated = false;
            for (int i = 0; i < vectors.Length - 1; i++)
            {
                for (int j = i + 1; j < vectors.Length; j++)
                {
                    double alpha = Dot(vectors[i], vectors[i]);
                    double beta = Dot(vectors[j], vectors[j]);
                    double gamma = Dot(vectors[i], vectors[j]);
                    if (!double.IsFinite(alpha + beta + gamma))
                    {
                        return false;
                    }

                    if (Math.Abs(gamma) <= tolerance * Math.Sqrt(alpha) * Math.Sqrt(beta))
                    {
                        continue;
                    }

                    rotated = true;
                    double zeta = (beta - alpha) / (2 * gamma);
                    double t = double.IsFinite(zeta * zeta)
                        ? Math.CopySign(1 / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta))), zeta)
                        : 1 / (2 * zeta);
                    double c = 1 / Math.Sqrt(1 + (t * t));
                    Rotate(vectors[i], vectors[j], c, c * t);
                    Rotate(rotations[i], rotations[j], c, c * t);
                }
            }

            if (!rotated)
            {
                return true;
            }
        }

        return false;
    }

    private static void Rotate(double[] x, double[] y, double c, double s)
    {
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = ((c * x[i]) - (s * y[i]), (s * x[i]) + (c * y[i]));
        }
    }

    private static double Dot(double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    private static double[] Scaled(double[] x, double factor) => [.. x.Select(v => v * factor)];
}
