using LoraCluster.Reports.Figures.Model;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>The legend of a figure: which outcomes it shows, in which order, colour and shape.</summary>
internal sealed class SeriesList
{
    /// <summary>The colour of what the others are compared with.</summary>
    public const string BaselineColor = "#000000";

    private static readonly PointShape[] Shapes = Enum.GetValues<PointShape>();

    private readonly Dictionary<Outcome, int> _places;

    public SeriesList(IExperiment experiment, IEnumerable<Outcome> outcomes)
    {
        Outcome[] all = [.. outcomes];
        int[] ranks = [.. all.Select(outcome => outcome.Rank).OfType<int>().Distinct().Order()];
        IReadOnlyList<int> drawn = RankChoice.Of(ranks);
        Outcome[] shown =
        [
            .. all.Where(outcome => outcome.Rank is null),
            .. all.Where(outcome => outcome.Rank is { } rank && drawn.Contains(rank))
                .OrderBy(outcome => outcome.Rank).ThenBy(outcome => outcome.Method, StringComparer.Ordinal),
        ];
        _places = shown.Select((outcome, place) => (outcome, place)).ToDictionary();
        Series = [.. shown.Select(outcome => Entry(experiment, outcome, drawn))];
        Remarks = drawn.Count < ranks.Length ? [$"{drawn.Count} of {ranks.Length} ranks drawn"] : [];
    }

    /// <summary>The entries, baseline first.</summary>
    public IReadOnlyList<FigureSeries> Series { get; }

    /// <summary>Says so where ranks are left out.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The place of an outcome among <see cref="Series"/>; null where it is not drawn.</summary>
    public int? PlaceOf(Outcome outcome) => _places.TryGetValue(outcome, out int place) ? place : null;

    private static FigureSeries Entry(IExperiment experiment, Outcome outcome, IReadOnlyList<int> drawn)
    {
        if (outcome.Rank is not { } rank)
        {
            return new FigureSeries(experiment.LabelOf(outcome), BaselineColor, PointShape.Circle, IsBaseline: true);
        }

        int place = drawn.ToList().IndexOf(rank);
        return new FigureSeries(
            experiment.LabelOf(outcome), Viridis.Color(place, drawn.Count), Shapes[place % Shapes.Length], IsBaseline: false);
    }
}
