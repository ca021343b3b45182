using System.Globalization;
using LoraCluster.Reports.Figures.Planning;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>The words around a figure.</summary>
internal static class FigureText
{
    /// <summary>A parameter's label, and its name in the dataset where the label does not end with it.</summary>
    public static string AxisTitle(ParameterSpec spec) => spec.Label is null ? spec.Name
        : spec.Label.EndsWith(" " + spec.Name, StringComparison.Ordinal) ? spec.Label
        : $"{spec.Label} ({spec.Name})";

    /// <summary>A ratio by its parameters' names: <c>dx / n</c>.</summary>
    public static string AxisTitle(IExperiment experiment, AxisRatio ratio) => $"{experiment.Parameters[ratio.Over].Name} / {experiment.Parameters[ratio.Under].Name}";

    /// <summary>What the bands of a figure are.</summary>
    public static string BandMeaning(BandKind band, FigureValue value, SweepDefinition definition) => value.Name == "win_share" ? "share, band: its 95 % confidence (Wilson)"
        : value.Name == "difference" ? "mean difference, band: its 95 % confidence (paired)"
        : band switch
        {
            BandKind.Deviation => "mean, band: ± 1 standard deviation of the trials",
            BandKind.Quantiles => "mean, band: 5 % to 95 % of the trials",
            _ => definition.Trials < PointValue.ManyTrials ? "mean, band: its 95 % confidence (Student)" : "mean, band: its 95 % confidence (± 1.96 standard errors)",
        };

    /// <summary>What tells a panel from the others: <c>noise_std = 0.5, dy = 20</c>.</summary>
    public static string PanelTitle(IExperiment experiment, FigurePlan plan, int panel) =>
        string.Join(", ", plan.Facets.Zip(plan.Panels[panel], (p, value) => Equation(experiment.Parameters[p], value)));

    /// <summary>What is the same everywhere: parameters with one value, defaults left out; parameters that only follow x; trials.</summary>
    public static string Subtitle(SweepDefinition definition, FigurePlan plan)
    {
        IReadOnlyList<ParameterSpec> parameters = definition.Experiment.Parameters;
        IEnumerable<string> constants = plan.Constants.Zip(plan.ConstantValues)
            .Where(constant => parameters[constant.First].Default != constant.Second)
            .Select(constant => Equation(parameters[constant.First], constant.Second));
        IEnumerable<string> followers = plan.Followers.Select(p => $"{parameters[p].Name} follows {parameters[plan.X].Name}");
        return string.Join(", ", [.. constants, .. followers, string.Create(CultureInfo.InvariantCulture, $"{(definition.Precision is null ? "" : "up to ")}{definition.Trials:#,0} trials per point")]);
    }

    private static string Equation(ParameterSpec spec, ParameterValue value) => $"{spec.Name} = {NumberText.Of(value)}";
}
