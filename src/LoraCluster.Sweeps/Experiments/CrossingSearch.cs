namespace LoraCluster.Sweeps.Experiments;

/// <summary>What a sweep looks for in each cell instead of a loss: the value of a parameter at which two estimators are equally good (<c>find:</c> of a sweep file, docs/crossings.md).</summary>
/// <param name="Crossing">Which two, in the experiment's words.</param>
/// <param name="Along">The parameter; it is no longer one of the grid's.</param>
/// <param name="Low">The smallest value looked at, above 0.</param>
/// <param name="High">The largest, above <paramref name="Low"/>.</param>
/// <param name="Tolerance">How narrow, relatively, the value is enclosed for each sample of draws.</param>
/// <param name="Draws">Draws that one trial averages over to find its own value.</param>
public sealed record CrossingSearch(string Crossing, string Along, double Low, double High, double Tolerance, int Draws)
{
    /// <summary>The measure of every outcome of such a sweep.</summary>
    public const string Measure = "crossing";
}
