using LoraCluster.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>
/// Intruder dimensions of a tuned map (Shuttleworth et al., arXiv:2410.21228): how many of its ten leading left singular vectors are like none of those of the map before, the best cosine below 0.6.
/// </summary>
public static class IntruderCount
{
    /// <summary>The largest side of a map that <see cref="Of(int, int, RowReader, RowReader)"/> takes: beyond it whole decompositions take minutes.</summary>
    public const int SideMax = 2048;

    /// <summary>Counts for a map of <paramref name="rows"/> outputs and <paramref name="columns"/> inputs; null where one of them is above <see cref="SideMax"/>.</summary>
    public static int? Of(int rows, int columns, RowReader before, RowReader after)
    {
        if (rows > SideMax || columns > SideMax)
        {
            return null;
        }

        int count = Math.Min(rows, columns);
        Matrix<double> known = Read(rows, columns, before).Svd(true).U.SubMatrix(0, rows, 0, count);
        return Of(known, Read(rows, columns, after));
    }

    /// <summary>Counts for a tuned map, given the left singular vectors of the map before as columns.</summary>
    internal static int Of(Matrix<double> known, Matrix<double> tuned)
    {
        int leading = Math.Min(IntruderDimensionsMeasure.Leading, known.ColumnCount);
        Matrix<double> cosines = known.Transpose() * tuned.Svd(true).U.SubMatrix(0, tuned.RowCount, 0, leading);
        return cosines.EnumerateColumns().Count(column => column.InfinityNorm() < IntruderDimensionsMeasure.CosineBelow);
    }

    private static Matrix<double> Read(int rows, int columns, RowReader read)
    {
        var matrix = Matrix<double>.Build.Dense(rows, columns);
        double[] values = new double[columns];
        for (int row = 0; row < rows; row++)
        {
            read(row, 0, values);
            matrix.SetRow(row, values);
        }

        return matrix;
    }
}
