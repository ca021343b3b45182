using LoraCluster.Reports.Figures.Model;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>The legend of a figure: which outcomes it shows, in which order, colour and shape.</summary>
internal sealed class SeriesList
{
    /// <summary>The colour of what the others are compared with.</summary>
    public const string BaselineColor = "#000000";

    // Of Okabe and Ito (2008), told apart by every common kind of colour blindness, and none of them on a ramp.
    private static readonly string[] RanklessColors = ["#d55e00", "#e69f00", "#0072b2"];

    private static readonly PointShape[] Shapes = Enum.GetValues<PointShape>();

    private readonly Dictionary<Outcome, int> _places;

    /// <summary>Decides the legend.</summary>
    /// <param name="experiment">What knows the outcomes' names.</param>
    /// <param name="baseline">What the others are compared with; it need not be among them.</param>
    /// <param name="outcomes">The outcomes with points.</param>
    /// <param name="wanted">The ranks to draw; null or empty draws all, or some of them where they are many.</param>
    public SeriesList(IExperiment experiment, Outcome baseline, IEnumerable<Outcome> outcomes, IReadOnlyList<int>? wanted = null)
    {
        Outcome[] all = [.. outcomes];
        string[] methods = [.. all.Where(outcome => outcome.Rank is not null).Select(outcome => outcome.Method).Distinct().OrderBy(method => experiment.Methods.ToList().IndexOf(method))];
        int[] ranks = [.. all.Select(outcome => outcome.Rank).OfType<int>().Distinct().Order()];
        IReadOnlyList<int> drawn = wanted is { Count: > 0 } ? [.. ranks.Where(wanted.Contains)] : RankChoice.Of(ranks);
        Outcome[] shown =
        [
            .. all.Where(outcome => outcome == baseline),
            .. all.Where(outcome => outcome.Rank is null && outcome != baseline).OrderBy(outcome => experiment.Methods.ToList().IndexOf(outcome.Method)),
            .. all.Where(outcome => outcome.Rank is { } rank && outcome != baseline && drawn.Contains(rank))
                .OrderBy(outcome => Array.IndexOf(methods, outcome.Method)).ThenBy(outcome => outcome.Rank),
        ];
        _places = shown.Select((outcome, place) => (outcome, place)).ToDictionary();
        Outcome[] rankless = [.. shown.Where(outcome => outcome.Rank is null && outcome != baseline)];
        Series = [.. shown.Select(outcome => Entry(outcome))];

        FigureSeries Entry(Outcome outcome)
        {
            string label = experiment.LabelOf(outcome);
            if (outcome == baseline)
            {
                return new FigureSeries(label, BaselineColor, PointShape.Circle, IsBaseline: true);
            }

            if (outcome.Rank is not { } rank)
            {
                int among = Array.IndexOf(rankless, outcome);
                return new FigureSeries(label, RanklessColors[among % RanklessColors.Length], Shapes[(among + 1) % Shapes.Length], IsBaseline: false);
            }

            // The first method with ranks has the one ramp, all others share another, apart in lightness from end to end too.
            int place = drawn.ToList().IndexOf(rank);
            return new FigureSeries(label, methods[0] == outcome.Method ? Viridis.Color(place, drawn.Count) : Rose.Color(place, drawn.Count), Shapes[place % Shapes.Length], IsBaseline: false);
        }

        Remarks = drawn.Count < ranks.Length && wanted is not { Count: > 0 } ? [$"{drawn.Count} of {ranks.Length} ranks drawn"] : [];
    }

    private SeriesList(Outcome outcome, FigureSeries series)
    {
        _places = new Dictionary<Outcome, int> { [outcome] = 0 };
        Series = [series];
        Remarks = [];
    }

    /// <summary>One curve and nothing to tell it from.</summary>
    public static SeriesList Single(Outcome outcome, string label) => new(outcome, new FigureSeries(label, Viridis.Color(0, 2), PointShape.Circle, IsBaseline: false));

    /// <summary>The entries, baseline first.</summary>
    public IReadOnlyList<FigureSeries> Series { get; }

    /// <summary>Says so where ranks are left out.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The place of an outcome among <see cref="Series"/>; null where it is not drawn.</summary>
    public int? PlaceOf(Outcome outcome) => _places.TryGetValue(outcome, out int place) ? place : null;
}
