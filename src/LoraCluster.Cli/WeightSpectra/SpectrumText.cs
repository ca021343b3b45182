using System.Globalization;
using LoraCluster.Checkpoints.Changes;
using LoraCluster.Cli.Output;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.WeightSpectra;

/// <summary>The spectra of a model's change, for people: a line per kind of module, medians and quartiles over layers.</summary>
internal static class SpectrumText
{
    public static void Write(TextWriter output, IReadOnlyList<ModuleSpectrum> modules)
    {
        bool hasIntruders = modules.Any(module => module.IntruderDimensions is not null);
        string[] heading = ["MODULE", "WEIGHTS", "SHAPE", "CHANGE", "STABLE RANK", "RANK AT 80 %", "90 %", "95 %", .. hasIntruders ? ["INTRUDERS"] : Array.Empty<string>()];
        TextTable.Write(output, heading, [.. modules.GroupBy(module => module.Module).Select(group => Row([.. group], hasIntruders))]);
    }

    private static string[] Row(ModuleSpectrum[] layers, bool hasIntruders) =>
    [
        Quote.Clip(layers[0].Module),
        layers.Length.ToString(CultureInfo.InvariantCulture),
        layers.Select(layer => (layer.Rows, layer.Columns)).Distinct().Count() == 1 ? $"{layers[0].Rows} × {layers[0].Columns}" : "several",
        Of(layers, layer => layer.RelativeChange),
        Of(layers, layer => layer.StableRank),
        Of(layers, layer => layer.RankAt(0.8)),
        Of(layers, layer => layer.RankAt(0.9)),
        Of(layers, layer => layer.RankAt(0.95)),
        .. hasIntruders ? [Of(layers, layer => layer.IntruderDimensions)] : Array.Empty<string>(),
    ];

    private static string Of(ModuleSpectrum[] layers, Func<ModuleSpectrum, double?> value) => Quartiles.Of(layers.Select(value))?.ToString() ?? "-";
}
