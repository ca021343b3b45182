using System.Globalization;

namespace LoraCluster.Durability.Tests.Support;

/// <summary>How often a test tries: a few times in CI, as often as an environment variable says in a long run.</summary>
internal static class LongRun
{
    public static int Of(string variable, int inCi) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
        ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
        : inCi;
}
