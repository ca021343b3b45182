namespace LoraCluster.Numerics.LinearAlgebra.Dense;

/// <summary>A view of a row-major matrix whose rows begin on 64-byte boundaries. Owns nothing.</summary>
/// <param name="data">The first entry.</param>
/// <param name="rows">Number of rows.</param>
/// <param name="columns">Number of columns.</param>
/// <param name="stride">Doubles from one row to the next: a multiple of eight, at least the number of columns.</param>
internal readonly unsafe struct RowMatrix(double* data, int rows, int columns, long stride)
{
    public readonly double* Data = data;
    public readonly int Rows = rows;
    public readonly int Columns = columns;
    public readonly long Stride = stride;

    /// <summary>Columns with those that fill the last vector of a row: readable and writable, of no meaning.</summary>
    public int PaddedColumns => Padded(Columns);

    /// <summary>A matrix in <paramref name="memory"/>, which has room for <see cref="Length"/>; its entries are what the memory holds.</summary>
    public static RowMatrix In(double* memory, int rows, int columns) => new(memory, rows, columns, StrideFor(columns));

    /// <summary>Doubles that a matrix of these sizes takes.</summary>
    public static long Length(int rows, int columns) => rows * StrideFor(columns);

    /// <summary>The next multiple of eight.</summary>
    public static int Padded(int columns) => (columns + 7) & ~7;

    public double* Row(int row) => Data + (row * Stride);

    /// <summary>A part of it; <paramref name="column"/> must be a multiple of eight.</summary>
    public RowMatrix Block(int row, int column, int rows, int columns) => new(Row(row) + column, rows, columns, Stride);

    /// <summary>Writes zeros, behind the last column too.</summary>
    public void Clear()
    {
        for (int r = 0; r < Rows; r++)
        {
            new Span<double>(Row(r), (int)Stride).Clear();
        }
    }

    // An odd number of cache lines: rows far apart then do not fall into the same cache sets. Five at least, so that a sweep of four vectors has room.
    private static long StrideFor(int columns) => 8L * Math.Max((Padded(columns) / 8) | 1, 5);
}
