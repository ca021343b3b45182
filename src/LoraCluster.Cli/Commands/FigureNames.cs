using System.CommandLine;

namespace LoraCluster.Cli.Commands;

/// <summary>Words of <c>figures</c>' options. Here, so that no command line is read by loading the assemblies that draw; a test compares them with those.</summary>
internal static class FigureNames
{
    /// <summary>What can be drawn of every sweep.</summary>
    public static readonly string[] Values = ["mean", "median", "sd", "difference", "win_share", "regret"];

    /// <summary>What bands can show, in the order of <see cref="Reports.Figures.BandKind"/>.</summary>
    public static readonly string[] Bands = ["confidence", "sd", "quantiles"];

    /// <summary>The option that chooses among <see cref="Bands"/>.</summary>
    public static Option<string> BandOption() => WordOption.Of(
        "--band", "BAND", "What the bands are: 'confidence' (95 %, of the mean), 'sd' (± one standard deviation, as in the paper), 'quantiles' (5 % to 95 %).", Bands, Bands[0]);
}
