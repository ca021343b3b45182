using System.Globalization;
using LoraCluster.Cli.Running;
using LoraCluster.Reports.Live;
using LoraCluster.Results.Reading;
using LoraCluster.Server.Live;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cli.Live;

/// <summary>A dataset's rows for the live page, part after part as they are committed.</summary>
internal sealed class DatasetRows : ISweepRows
{
    private readonly string _directory;
    private readonly SweepDefinition _definition;
    private readonly SweepSketch _sketch;
    private readonly RiskReader _reader;
    private readonly HashSet<int> _read = [];
    private Queue<int> _waiting = new();

    private DatasetRows(string directory, SweepDefinition definition, SweepSketch sketch)
    {
        (_directory, _definition, _sketch) = (directory, definition, sketch);
        _reader = new RiskReader(definition.Experiment.Parameters);
        var estimate = SweepEstimate.Counted(definition);
        IReadOnlyList<ParameterSpec> parameters = definition.Experiment.Parameters;
        Outline = new SweepOutline(
            definition.Name,
            definition.Experiment.LossLabel,
            [.. sketch.Axes.Zip(sketch.AxisTitles, (axis, title) => new LiveAxis(parameters[axis].Name, title, parameters[axis].Kind is ParameterKind.Integer or ParameterKind.Real))],
            [.. sketch.Series.Select(series => new LiveSeries(series.Label, series.Color, ShapeOf(series), series.IsBaseline))],
            estimate.Cells,
            (long)estimate.Trials,
            definition.Precision?.RelativeSem,
            directory);
    }

    /// <inheritdoc/>
    public SweepOutline Outline { get; }

    /// <summary>The rows in a directory; null where it holds no dataset (yet), or one without cells.</summary>
    public static DatasetRows? Open(string directory)
    {
        try
        {
            var definition = SweepLoader.FromDataset(directory).Definition;
            return SweepSketch.Of(definition) is { } sketch ? new DatasetRows(directory, definition, sketch) : null;
        }
        catch (Exception e) when (e is CommandException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<LiveCell>? Next()
    {
        if (_waiting.Count == 0)
        {
            _waiting = new Queue<int>(DatasetFiles.CommittedParts(_directory).Where(part => !_read.Contains(part)));
        }

        if (!_waiting.TryPeek(out int next))
        {
            return null;
        }

        LiveCell[] cells = [.. _reader.ReadPart(_directory, next).Select(Of)];
        _read.Add(_waiting.Dequeue());
        return cells;
    }

    private LiveCell Of(CellRows cell)
    {
        RiskRow baseline = cell.Rows[0];
        var means = new double?[_sketch.Series.Count];
        var errors = new double?[_sketch.Series.Count];
        double? relative = null, smallest = null;
        string best = string.Empty, color = string.Empty;
        foreach (RiskRow row in cell.Rows)
        {
            if (row.Outcome.Measure != baseline.Outcome.Measure)
            {
                continue;
            }

            double? value = baseline.Mean is null ? row.Q50 : row.Mean;
            if (_sketch.PlaceOf(row.Outcome) is { } place)
            {
                (means[place], errors[place]) = (Rounded(row.Mean ?? row.Q50), Rounded(row.Mean is null ? null : row.Sem));
            }

            // The smallest crossing is nobody's victory.
            if (_definition.Find is null && value < (smallest ?? double.PositiveInfinity))
            {
                (smallest, best, color) = (value, _definition.Experiment.LabelOf(row.Outcome), _sketch.ColorOf(row.Outcome));
            }

            if (row.Mean is > 0 and { } mean && row.Sem is { } sem)
            {
                relative = Math.Max(relative ?? 0, sem / mean);
            }
        }

        return new LiveCell(cell.Cell.Index, [.. _sketch.Axes.Select(axis => ValueOf(cell.Cell.Values[axis]))], means, errors, best, color, Rounded(relative), baseline.Trials, TroubleIn(cell));
    }

    // In a search for crossings some ranks have none ever; the first row tells whether there is one.
    private string TroubleIn(CellRows cell)
    {
        int failed = _definition.Find is null ? cell.Rows.Max(row => row.Failed) : cell.Rows[0].Failed;
        return failed == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{failed} of {cell.Rows[0].Trials} trials have no value");
    }

    private static object ValueOf(ParameterValue value) => value.Kind switch
    {
        ParameterKind.Integer => value.Integer,
        ParameterKind.Real => value.Real,
        _ => value.ToString(),
    };

    // What a screen can show; a fraction of the bytes.
    private static double? Rounded(double? value) => value is { } number ? double.Parse(number.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    private static string ShapeOf(Reports.Figures.Model.FigureSeries series) => string.Concat(series.Shape.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}
