using System.Text.RegularExpressions;

namespace LoraCluster.Sweeps.Definition;

/// <summary>The rule for sweep names: they end up in file names on every system.</summary>
public static partial class SweepName
{
    /// <summary>The rule in words.</summary>
    public const string Rule = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? ProblemOf(string name) =>
        !Pattern().IsMatch(name) ? "not a valid name" : Device().IsMatch(name) ? "the name of a device on Windows" : null;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Device();
}
