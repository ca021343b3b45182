using System.Text.RegularExpressions;

namespace LoraCluster.Cli.Output;

/// <summary>Writes a word so that a shell reads it back as one: commands that we suggest can be copied.</summary>
internal static partial class ShellWord
{
    public static string Of(string word) => Plain().IsMatch(word) ? word : "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    [GeneratedRegex(@"^[\p{L}\p{N}_./:=@%+,-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
