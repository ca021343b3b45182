using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Reports.Figures.Planning;

/// <summary>Chooses the axis that a figure is drawn along.</summary>
internal static class AxisChoice
{
    /// <summary>
    /// The axis asked for; else the numeric one with the most values, else any. Along ranks it is what tells curves apart, and may have one value. Throws
    /// <see cref="FigureRefusedException"/> where another has one value.
    /// </summary>
    public static int Of(CellTable table, IReadOnlyList<AxisSpan> axes, string? wanted)
    {
        AxisSpan[] swept = [.. axes.Where(axis => axis.Values > 1)];
        bool isByRank = wanted == FigureRequest.RankAxis;
        if (swept.Length == 0 && isByRank)
        {
            return 0;
        }

        if (swept.Length == 0)
        {
            throw new FigureRefusedException("nothing to draw along: every axis has one value (fewer --where leave more)");
        }

        if (wanted is null || isByRank)
        {
            return AxisSpan.Longest(table, swept).First().Parameter;
        }

        int x = AxisRatio.Parse(table.Parameters, "--x", wanted) is { } ratio
            ? axes[ratio.Over].Values >= axes[ratio.Under].Values ? ratio.Over : ratio.Under
            : Named(table.Parameters, "--x", wanted);
        return axes[x].Values > 1 ? x : throw new FigureRefusedException(
            $"option --x: {wanted} has one value here; expected one of {Listed(table, swept)}");
    }

    /// <summary>The place of the parameter with this name; throws <see cref="FigureRefusedException"/> with a suggestion.</summary>
    public static int Named(IReadOnlyList<ParameterSpec> parameters, string option, string name)
    {
        string[] names = [.. parameters.Select(spec => spec.Name)];
        int place = Array.IndexOf(names, name);
        return place >= 0 ? place : throw new FigureRefusedException(
            $"option {option}: got '{name}'; expected an axis: {string.Join(", ", names)}" + (Suggestion.For(name, names) is { Length: > 0 } hint ? "; " + hint : string.Empty));
    }

    /// <summary>Axes with their numbers of values, for messages.</summary>
    public static string Listed(CellTable table, IEnumerable<AxisSpan> axes) =>
        string.Join(", ", axes.Select(axis => $"{table.Parameters[axis.Parameter].Name} ({axis.Values} values)"));
}
