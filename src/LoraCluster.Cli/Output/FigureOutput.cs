using LoraCluster.Reports.Figures;
using LoraCluster.Reports.Figures.Model;

namespace LoraCluster.Cli.Output;

/// <summary>Writes figures for commands.</summary>
internal static class FigureOutput
{
    /// <summary>Writes NAME.png and NAME.svg and returns their paths; throws <see cref="CommandException"/> (73) where the directory cannot take them.</summary>
    public static IReadOnlyList<string> Write(Figure figure, string directory, string name)
    {
        try
        {
            return FigureFiles.Write(figure, directory, name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.OutputRefused, $"{directory}: cannot take the figures: {e.Message}");
        }
    }
}
