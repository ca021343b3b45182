using LoraCluster.Checkpoints.Safetensors;

namespace LoraCluster.Checkpoints.Adapters;

/// <summary>An update scale · B A of a weight, its factors in memory.</summary>
/// <param name="Rows">Rows of B: outputs of the weight.</param>
/// <param name="Columns">Columns of A: its inputs.</param>
/// <param name="Rank">Rows of A.</param>
/// <param name="Scale">The factor.</param>
public sealed record LowRankUpdate(int Rows, int Columns, int Rank, double Scale)
{
    private double[] A { get; init; } = [];

    private double[] B { get; init; } = [];

    /// <summary>Reads both factors.</summary>
    internal static LowRankUpdate Read(Tensor a, Tensor b, double scale) => new(b.Rows, a.Columns, a.Rows, scale) { A = All(a), B = All(b) };

    /// <summary>Adds entries of a row of the update, from column <paramref name="from"/> on, to <paramref name="values"/>.</summary>
    public void AddRow(int row, int from, Span<double> values)
    {
        for (int k = 0; k < Rank; k++)
        {
            double factor = Scale * B[(row * Rank) + k];
            ReadOnlySpan<double> line = A.AsSpan((k * Columns) + from, values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] += factor * line[i];
            }
        }
    }

    private static double[] All(Tensor tensor)
    {
        var values = new double[checked(tensor.Rows * tensor.Columns)];
        for (int row = 0; row < tensor.Rows; row++)
        {
            tensor.ReadRow(row, 0, values.AsSpan(row * tensor.Columns, tensor.Columns));
        }

        return values;
    }
}
