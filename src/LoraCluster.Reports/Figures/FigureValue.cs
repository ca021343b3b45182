using LoraCluster.Reports.Figures.Building;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Reports.Figures;

/// <summary>What a figure shows of each row: how it is labelled, and how a row becomes a point.</summary>
public sealed class FigureValue
{
    /// <summary>The mean loss.</summary>
    public const string Default = "mean";

    // A regret below this is of no account, and should not look like one.
    private const double SmallRegret = 0.01;

    private static readonly FigureValue[] All =
    [
        new(Default, experiment => experiment.LossLabel, (x, row, band) => PointValue.Of(x, row, band)) { BetterSign = 1, TakesBand = true },
        new("median", experiment => "median of the " + experiment.LossLabel, (x, row, _) => row.Q50 is { } median ? new FigurePoint(x, median, row.Q05, row.Q95, true) : null) { BetterSign = 1 },
        new("sd", experiment => "standard deviation of the " + experiment.LossLabel, (x, row, _) => row.Sd is { } sd ? new FigurePoint(x, sd, null, null, false) : null) { IsWithoutBands = true },
        new(
            "difference",
            experiment => $"{experiment.LossLabel} minus that of {experiment.LabelOf(new Outcome(Baseline(experiment), null))}",
            (x, row, _) => row.DiffMean is { } difference ? PointValue.Interval(x, difference, row.DiffSem, PointValue.FactorOf(row)) : null) { Level = 0, Extent = [0], BetterSign = 1 },
        new(
            "win_share",
            experiment => $"share of trials below {experiment.LabelOf(new Outcome(Baseline(experiment), null))}",
            (x, row, _) => row.WinShare is { } share ? PointValue.Share(x, share, row.Trials - row.Failed) : null) { Level = 0.5, Extent = [0, 1], BetterSign = -1 },
        new("regret", _ => "regret of the advised rank (share of the smallest mean)", (x, row, _) => row.AdvisedRegret is { } regret ? new FigurePoint(x, regret, null, null, false) : null)
        {
            IsOfCells = true,
            IsWithoutBands = true,
            Extent = [0, SmallRegret],
        },
    ];

    private readonly Func<IExperiment, string> _label;
    private readonly Func<double, RiskRow, BandKind, FigurePoint?> _point;

    private FigureValue(string name, Func<IExperiment, string> label, Func<double, RiskRow, BandKind, FigurePoint?> point)
    {
        Name = name;
        _label = label;
        _point = point;
    }

    /// <summary>The names that <see cref="Of"/> knows for every experiment.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(value => value.Name)];

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The measure whose rows it is taken from.</summary>
    public string Measure { get; private init; } = Outcome.Risk;

    /// <summary>A level worth a line: above it is one thing, below it another.</summary>
    public double? Level { get; private init; }

    /// <summary>Whether its bands can be of other kinds than confidence.</summary>
    public bool TakesBand { get; private init; }

    /// <summary>1 where smaller is better, −1 where larger is, 0 where neither.</summary>
    public int BetterSign { get; private init; }

    /// <summary>Values that its axis always shows.</summary>
    public IReadOnlyList<double> Extent { get; private init; } = [];

    /// <summary>True where all rows of a cell say the same.</summary>
    public bool IsOfCells { get; private init; }

    /// <summary>True where no band is missing, for none is known.</summary>
    public bool IsWithoutBands { get; private init; }

    /// <summary>Finds a value by its name; throws <see cref="FigureRefusedException"/> with those that there are.</summary>
    public static FigureValue Of(string name, SweepDefinition definition)
    {
        if (All.FirstOrDefault(value => value.Name == name) is { } known)
        {
            return known;
        }

        string[] measures = [.. MeasuresOf(definition)];
        return measures.Contains(name)
            ? new FigureValue(name, _ => name.Replace('_', ' '), (x, row, band) => PointValue.Of(x, row, band)) { Measure = name, TakesBand = true }
            : throw new FigureRefusedException($"option --y: got '{name}'; expected one of {string.Join(", ", Names.Concat(measures))}");
    }

    // One diagnostic may be several measures, and cells may differ in them: the first ones tell.
    private static IEnumerable<string> MeasuresOf(SweepDefinition definition) =>
        Enumerable.Range(0, (int)Math.Min(definition.Grid.PositionCount, CellsAsked)).Select(position => definition.Grid.CellAt(position)).OfType<Cell>()
            .SelectMany(cell => definition.OutcomesOf(cell).Select(outcome => outcome.Measure)).Where(measure => measure is not (Outcome.Risk or CrossingSearch.Measure)).Distinct();

    private const int CellsAsked = 64;

    /// <summary>Throws <see cref="FigureRefusedException"/> where bands of a kind cannot be had.</summary>
    internal void RefuseUnlessTaken(BandKind band)
    {
        if (band != BandKind.Confidence && !TakesBand)
        {
            throw new FigureRefusedException($"option --band: {Name} has bands of its own; only means have others");
        }
    }

    /// <summary>The measure whose rows of a cell it is taken from: a sweep that looks for something else than risks has another first.</summary>
    internal string MeasureIn(CellRows cell) => Measure == Outcome.Risk ? cell.Rows[0].Outcome.Measure : Measure;

    /// <summary>The title of its axis.</summary>
    public string LabelFor(IExperiment experiment) => _label(experiment);

    /// <summary>The point of a row; null where the row does not have it.</summary>
    public FigurePoint? PointOf(double x, RiskRow row, BandKind band) => _point(x, row, band);

    private static string Baseline(IExperiment experiment) => experiment.Methods.Count > 0 ? experiment.Methods[0] : "the baseline";
}
