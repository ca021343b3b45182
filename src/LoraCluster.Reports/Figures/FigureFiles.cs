using LoraCluster.Reports.Figures.Drawing;
using LoraCluster.Reports.Figures.Model;

namespace LoraCluster.Reports.Figures;

/// <summary>Writes figures to disk.</summary>
public static class FigureFiles
{
    /// <summary>
    /// Writes <c>NAME.png</c> and <c>NAME.svg</c> into a directory, which is created with its parents; files of these names are replaced, each in one step. Throws
    /// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
    /// </summary>
    /// <returns>The paths written.</returns>
    public static IReadOnlyList<string> Write(Figure figure, string directory, string name)
    {
        Directory.CreateDirectory(directory);
        return
        [
            Replace(Path.Combine(directory, name + ".png"), FigureRenderer.ToPng(figure)),
            Replace(Path.Combine(directory, name + ".svg"), FigureRenderer.ToSvg(figure)),
        ];
    }

    private static string Replace(string path, byte[] content)
    {
        string temporary = path + ".tmp";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw;
        }

        return path;
    }
}
