using System.Globalization;
using LoraCluster.Reports.Figures.Building;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Reports.Figures.Planning;

/// <summary>The refusal of a figure with more panels than a page holds; it ends with options that work.</summary>
internal static class TooManyPanels
{
    public static TooManyPanelsException Refusal(CellTable table, int[] cells, int x, AxisSpan[] facets, int panels)
    {
        string name = table.Parameters[x].Name;
        return new TooManyPanelsException(string.Create(
            CultureInfo.InvariantCulture,
            $"the axes besides {name} make {panels:#,0} panels: {AxisChoice.Listed(table, facets)}; expected at most {FigurePlan.MostPanels}\n"
            + $"draw along another axis with --x, or keep one value of an axis with --where; for example: {Example(table, cells, x, facets)}"));
    }

    // Fixes axes, the longest first, at values of one cell from the middle, until the rest fits: what it proposes leaves at least that cell's neighbours.
    private static string Example(CellTable table, int[] cells, int x, AxisSpan[] facets)
    {
        int middle = cells[cells.Length / 2];
        var open = facets.OrderByDescending(axis => axis.Values).ToList();
        string options = "--x " + table.Parameters[x].Name;
        int[] left = cells;
        while (Partition.Of(table, left, open.Select(axis => axis.Parameter)).Count > FigurePlan.MostPanels)
        {
            int parameter = open[0].Parameter;
            open.RemoveAt(0);
            left = [.. left.Where(cell => table.Code(parameter, cell) == table.Code(parameter, middle))];
            ParameterValue value = table.Values(parameter)[table.Code(parameter, middle)];
            options += $" --where \"{table.Parameters[parameter].Name}={NumberText.Of(value)}\"";
        }

        return options;
    }
}
