using LoraCluster.Reports.Figures.Building;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Reports.Figures.Planning;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Reading;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Reports.Figures;

/// <summary>The figures of a dataset, finished or not. Reads the cells' parameters once.</summary>
public sealed class DatasetFigure
{
    private readonly string _directory;
    private readonly SweepDefinition _definition;
    private readonly RiskReader _reader;
    private readonly CellTable _table;

    /// <summary>
    /// Reads the cells of a dataset. Throws <see cref="FigureRefusedException"/> where there are none yet, and <see cref="InvalidDataException"/> for a part that is not as
    /// it was committed; so do the methods.
    /// </summary>
    /// <param name="directory">The dataset's directory.</param>
    /// <param name="definition">The sweep in it.</param>
    public DatasetFigure(string directory, SweepDefinition definition)
    {
        (_directory, _definition) = (directory, definition);
        _reader = new RiskReader(definition.Experiment.Parameters);
        _table = new CellTable(definition.Experiment.Parameters, _reader.ReadCells(directory));
        if (_table.Count == 0)
        {
            throw new NoRowsException(directory);
        }
    }

    /// <summary>The curves of one figure, read in one go.</summary>
    public static Figure Read(string directory, SweepDefinition definition, FigureRequest request) => new DatasetFigure(directory, definition).Curves(request);

    /// <summary>Curves along an axis, one for each estimator; along ranks one for each value of the longest axis. Throws <see cref="FigureRefusedException"/> where the request cannot be met.</summary>
    public Figure Curves(FigureRequest request)
    {
        bool isOneCell = _table.Count == 1 && request.X is null;
        FigureRequest asked = isOneCell ? request with { X = FigureRequest.RankAxis } : request;
        FigurePlan plan = FigurePlan.Of(_table, asked);
        return AsFar(asked.X == FigureRequest.RankAxis
            ? new RankFigureBuilder(_definition, plan).Build(Cells())
            : new FigureBuilder(_definition, plan).Build(Cells()));
    }

    /// <summary>
    /// A map of the best estimator over two axes; null where the sweep has no two axes for one, or looks for crossings. Throws <see cref="FigureRefusedException"/> where the
    /// request cannot be met.
    /// </summary>
    public Figure? Map(FigureRequest request)
    {
        if (_definition.Find is null && request.X != FigureRequest.RankAxis)
        {
            return MapPlan.Of(_table, request) is { } plan ? AsFar(new MapBuilder(_definition, plan).Build(Cells())) : null;
        }

        return request.By is null ? null : throw new FigureRefusedException(
            "option --by: there is no map " + (_definition.Find is null ? "along rank" : "of a sweep that looks for crossings"));
    }

    private IEnumerable<CellRows> Cells() => _reader.ReadDataset(_directory);

    private Figure AsFar(Figure figure) => DatasetManifest.Load(_directory) is not null ? figure
        : figure with { Remarks = [.. figure.Remarks, $"unfinished sweep: {_table.Count} cells so far"] };
}
