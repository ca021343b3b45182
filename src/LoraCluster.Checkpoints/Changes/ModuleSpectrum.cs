namespace LoraCluster.Checkpoints.Changes;

/// <summary>The spectrum of one weight's change, and what it says.</summary>
/// <param name="Tensor">The weight's name.</param>
/// <param name="Layer">Its layer, from 0.</param>
/// <param name="Module">Which linear map of the layer it is.</param>
/// <param name="Rows">Outputs.</param>
/// <param name="Columns">Inputs.</param>
/// <param name="SingularValues">Singular values of the change, descending: all, or the largest where only those were asked for.</param>
/// <param name="Norm">Frobenius norm of the change.</param>
/// <param name="BaseNorm">Frobenius norm of the weight before it.</param>
/// <param name="Residual">Frobenius norm of what <paramref name="SingularValues"/> leave out; 0 where they are all.</param>
public sealed record ModuleSpectrum(
    string Tensor, int Layer, string Module, int Rows, int Columns, IReadOnlyList<double> SingularValues, double Norm, double BaseNorm, double Residual)
{
    /// <summary>How many of the tuned weight's ten leading left singular vectors are like none of the base's; null where it was not asked for, or the weight is too large.</summary>
    public int? IntruderDimensions { get; init; }

    /// <summary>‖change‖² over its largest singular value squared; null where nothing changed.</summary>
    public double? StableRank => SingularValues[0] > 0 ? Norm / SingularValues[0] * (Norm / SingularValues[0]) : null;

    /// <summary>‖change‖ over ‖weight‖; null for a weight of zeros.</summary>
    public double? RelativeChange => BaseNorm > 0 ? Norm / BaseNorm : null;

    /// <summary>
    /// The smallest rank whose singular values hold this share, 0 … 1, of the squared norm; 0 where nothing changed. Null where the known ones do not reach it. Of a head of estimates, never too small.
    /// </summary>
    public int? RankAt(double share)
    {
        double wanted = share * Norm * Norm, sum = 0;
        if (Norm == 0)
        {
            return 0;
        }

        for (int rank = 1; rank <= SingularValues.Count; rank++)
        {
            sum += SingularValues[rank - 1] * SingularValues[rank - 1];
            if (sum >= wanted * (1 - 1e-12))
            {
                return rank;
            }
        }

        return null;
    }
}
