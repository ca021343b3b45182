using System.Runtime.CompilerServices;
using LoraCluster.Cli.Output;
using LoraCluster.Reports.Figures;

namespace LoraCluster.Cli.Advising;

/// <summary>A map as a picture.</summary>
internal static class BoundaryFigure
{
    /// <summary>Writes <c>boundary.png</c> and <c>boundary.svg</c>; returns their paths. Throws <see cref="CommandException"/> (73) where the directory cannot take them.</summary>
    // Not inlined: only when it runs may the assemblies that draw be loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IReadOnlyList<string> Write(BoundaryMap map, BoundaryAxis x, BoundaryAxis y, string subtitle, string directory)
    {
        int[] met = [.. map.Rows.SelectMany(row => row).Where(point => point.IsLora).Select(ClassOf).Distinct().Order()];
        int PlaceAt(int column, int row) => map.Rows[row][column] is { IsLora: true } point ? 1 + Array.IndexOf(met, ClassOf(point)) : 0;
        var figure = MapFigure.Of(
            "Where LoRA beats full fine-tuning, and at which rank", subtitle, Title(x), Title(y),
            [.. Enumerable.Range(0, x.Values.Count).Select(x.Number)], [.. Enumerable.Range(0, y.Values.Count).Select(y.Number)],
            ["full fine-tuning, or as good (LoRA saves < 0.5 %)", .. met.Select(Name)], PlaceAt);
        return FigureOutput.Write(figure, directory, "boundary");
    }

    private static string Title(BoundaryAxis axis) => axis.Parameter.Label ?? axis.Parameter.Name;

    private static int ClassOf(BoundaryPoint point) => RankClasses.StartOf(point.BestRank!.Value);

    private static string Name(int start) => $"LoRA, r = {start}{RankClasses.RestOf(start)}";
}
