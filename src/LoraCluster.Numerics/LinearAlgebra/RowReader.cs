namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>Writes entries of a matrix' row (both from 0), beginning at column <paramref name="from"/>, into <paramref name="values"/>.</summary>
public delegate void RowReader(int row, int from, Span<double> values);
