using LoraCluster.Reports.Figures.Building;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Reports.Figures.Planning;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Reading;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Reports.Figures;

/// <summary>The figure of a dataset, finished or not.</summary>
public static class DatasetFigure
{
    /// <summary>
    /// Reads a dataset and decides what its figure shows. Throws <see cref="FigureRefusedException"/> where the request cannot be met, and
    /// <see cref="InvalidDataException"/> for a part that is not as it was committed.
    /// </summary>
    /// <param name="directory">The dataset's directory.</param>
    /// <param name="definition">The sweep in it.</param>
    /// <param name="request">What to show.</param>
    public static Figure Read(string directory, SweepDefinition definition, FigureRequest request)
    {
        var reader = new RiskReader(definition.Experiment.Parameters);
        var table = new CellTable(definition.Experiment.Parameters, reader.ReadCells(directory));
        if (table.Count == 0)
        {
            throw new FigureRefusedException($"{directory}: has no rows yet; run its sweep first");
        }

        Figure figure = new FigureBuilder(definition, FigurePlan.Of(table, request)).Build(reader.ReadDataset(directory));
        return DatasetManifest.Load(directory) is not null ? figure
            : figure with { Remarks = [.. figure.Remarks, $"unfinished sweep: {table.Count} cells so far"] };
    }
}
