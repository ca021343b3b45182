using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Reports.Figures.Planning;

/// <summary>One axis of a map.</summary>
/// <param name="Parameter">The parameter, by its place in the experiment's order.</param>
/// <param name="Values">Its values in the order of a figure; at least two.</param>
internal sealed record MapDirection(int Parameter, IReadOnlyList<ParameterValue> Values)
{
    private readonly Dictionary<ParameterValue, int> _places = Values.Select((value, place) => (value, place)).ToDictionary();

    /// <summary>The place of a cell along it; null where the map does not have its value.</summary>
    public int? PlaceOf(Cell cell) => _places.TryGetValue(cell.Values[Parameter], out int place) ? place : null;
}
