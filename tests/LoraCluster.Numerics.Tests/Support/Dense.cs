using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.LinearAlgebra.Dense;
using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Tests.Support;

/// <summary>A row matrix with memory of its own, to and from MathNet's.</summary>
internal sealed unsafe class Dense : IDisposable
{
    private readonly LaneBuffer _buffer = new();

    public Dense(int rows, int columns)
    {
        View = RowMatrix.In((double*)_buffer.Reserve(RowMatrix.Length(rows, columns) / 8), rows, columns);
        View.Clear();
    }

    public Dense(Matrix<double> values)
        : this(values.RowCount, values.ColumnCount)
    {
        for (int i = 0; i < values.RowCount; i++)
        {
            for (int j = 0; j < values.ColumnCount; j++)
            {
                View.Row(i)[j] = values[i, j];
            }
        }
    }

    public RowMatrix View { get; }

    public Matrix<double> Values => Matrix<double>.Build.Dense(View.Rows, View.Columns, (i, j) => View.Row(i)[j]);

    public static Matrix<double> Random(int rows, int columns)
    {
        var random = new Random((rows * 7919) + columns);
        return Matrix<double>.Build.Dense(rows, columns, (_, _) => random.NextDouble() - 0.5);
    }

    public void Dispose() => _buffer.Dispose();
}
