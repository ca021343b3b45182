using LoraCluster.Numerics.Estimators.Updates;
using LoraCluster.Numerics.LinearAlgebra;

namespace LoraCluster.Checkpoints.Changes;

/// <summary>Finds the spectra of changes, one weight at a time: memory follows the largest weight, not the model.</summary>
/// <param name="count">How many singular values to find of each, the largest; null for all.</param>
/// <param name="intruders">Whether to count intruder dimensions too.</param>
public sealed class SpectrumReader(int? count, bool intruders) : IDisposable
{
    private readonly SingularSpectrum _spectrum = new();

    /// <summary>The spectrum of one change. Throws <see cref="CheckpointException"/> for numbers that are not finite.</summary>
    public ModuleSpectrum Of(WeightChange change)
    {
        int rows = change.Base.Rows, columns = change.Base.Columns;
        try
        {
            var spectrum = count is { } most
                ? _spectrum.Leading(rows, columns, change.ReadRow, most)
                : Whole(rows, columns, change.ReadRow);
            return new ModuleSpectrum(change.Base.Name, change.Name.Layer, change.Name.Module, rows, columns, spectrum.Values, spectrum.Norm, NormOf(change), spectrum.Residual)
            {
                IntruderDimensions = intruders ? IntruderCount.Of(rows, columns, change.Base.ReadRow, change.ReadTunedRow) : null,
            };
        }
        catch (ArgumentException e)
        {
            throw new CheckpointException($"{change.Base.Name}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _spectrum.Dispose();

    private LeadingSpectrum Whole(int rows, int columns, RowReader read)
    {
        double[] values = _spectrum.All(rows, columns, read);
        return new LeadingSpectrum(values, 0, Math.Sqrt(values.Sum(value => value * value)));
    }

    private static double NormOf(WeightChange change)
    {
        double[] row = new double[change.Base.Columns];
        double sum = 0;
        for (int r = 0; r < change.Base.Rows; r++)
        {
            change.Base.ReadRow(r, 0, row);
            sum += row.Sum(value => value * value);
        }

        return Math.Sqrt(sum);
    }
}
