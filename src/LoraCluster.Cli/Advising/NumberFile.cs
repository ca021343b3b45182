using System.Globalization;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Advising;

/// <summary>Singular values from a file: numbers between white space or commas.</summary>
internal static class NumberFile
{
    /// <summary>The numbers, each finite and at least 0. Throws <see cref="CommandException"/> for a file that cannot be read (66) or holds something else (64).</summary>
    public static double[] Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.NoInput, $"{path}: {e.Message}");
        }

        double[] values = [.. text.Split([' ', '\t', '\r', '\n', ','], StringSplitOptions.RemoveEmptyEntries).Select(word =>
            double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= 0 && double.IsFinite(value)
                ? value
                : throw new CommandException(ExitCodes.Usage, $"{path}: got '{Quote.Clip(word)}'; expected singular values"))];
        return values.Length > 0 ? values : throw new CommandException(ExitCodes.Usage, $"{path}: holds no numbers; expected singular values");
    }
}
