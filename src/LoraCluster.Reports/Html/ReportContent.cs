using LoraCluster.Reports.Figures;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Reports.Queries;
using LoraCluster.Results.Manifest;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Reports.Html;

/// <summary>What a report says, gathered from a dataset.</summary>
internal sealed record ReportContent
{
    public required SweepDefinition Definition { get; init; }

    public required SweepHeader Header { get; init; }

    /// <summary>Null while the sweep has not finished.</summary>
    public required DatasetManifest? Manifest { get; init; }

    public required ReportWork? Work { get; init; }

    /// <summary>Cells, rows, and trials of all cells.</summary>
    public required (long Cells, long Rows, long Trials) Counts { get; init; }

    public required IReadOnlyList<ReportFigure> Figures { get; init; }

    /// <summary>Why figures are missing.</summary>
    public required IReadOnlyList<string> Refusals { get; init; }

    public required IReadOnlyList<ReportTable> Tables { get; init; }

    /// <summary>Gathers it; throws as <see cref="DatasetDatabase.Open"/> and <see cref="DatasetFigure"/> do.</summary>
    public static ReportContent Of(string directory, SweepDefinition definition, SweepHeader header)
    {
        using var database = DatasetDatabase.Open(directory, definition);
        var (figures, refusals) = FiguresOf(directory, definition);
        var counts = database.Run("SELECT (SELECT count(*) FROM cells), (SELECT count(*) FROM risks), (SELECT sum(trials) FROM cells)").Rows[0];
        return new ReportContent
        {
            Definition = definition,
            Header = header,
            Manifest = DatasetManifest.Load(directory),
            Work = ReportWork.Of(directory),
            Counts = (Whole(counts[0]), Whole(counts[1]), Whole(counts[2])),
            Figures = figures,
            Refusals = refusals,
            Tables =
            [
                .. ReadyQuery.All.Select(query => new ReportTable(query.Name, query.Question, database.Run(query.SqlFor(database), ReportPage.RowsShown))).Where(table => table.Result.Rows.Count > 0),
            ],
        };
    }

    private static long Whole(object? value) => value is null ? 0 : (long)System.Numerics.BigInteger.Parse(value.ToString()!, System.Globalization.CultureInfo.InvariantCulture);

    private static (IReadOnlyList<ReportFigure> Figures, IReadOnlyList<string> Refusals) FiguresOf(string directory, SweepDefinition definition)
    {
        var dataset = new DatasetFigure(directory, definition);
        var everything = FigureRequest.Everything;
        (string Caption, Func<Figure?> Draw)[] wanted =
        [
            ($"Mean {definition.Experiment.LossLabel}, with its 95 % confidence and the theory where there is one.", () => dataset.Curves(everything)),
            ("The best estimator over two axes.", () => dataset.Map(everything)),
            ("Risk relative to the baseline against rank; rings mark the best rank.", () => dataset.Curves(everything with { X = FigureRequest.RankAxis })),
            ("In which share of trials each estimator is below the baseline.", () => dataset.Curves(everything with { Y = "win_share" })),
            ("What taking the advised rank costs against the best of the cell.", () => dataset.Curves(everything with { Y = "regret" })),
        ];
        var figures = new List<ReportFigure>();
        var refusals = new List<string>();
        // Crossings are values of a parameter: the smallest is nobody's victory.
        foreach ((string caption, var draw) in definition.Find is null ? wanted : wanted[..1])
        {
            try
            {
                if (draw() is { } figure)
                {
                    figures.Add(new ReportFigure(caption, figure));
                }
            }
            catch (FigureRefusedException refusal)
            {
                // A dataset need not have what a figure would show: a report has those that there are.
                refusals.Add(refusal.Message);
            }
        }

        return (figures, refusals);
    }
}
