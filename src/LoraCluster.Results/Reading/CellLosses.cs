using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Results.Reading;

/// <summary>The losses of every trial of one cell.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Outcomes">Its outcomes, baseline first.</param>
/// <param name="Losses"><c>[trial * Outcomes.Count + outcome]</c>; NaN where a trial did not converge.</param>
public sealed record CellLosses(Cell Cell, IReadOnlyList<Outcome> Outcomes, double[] Losses);
