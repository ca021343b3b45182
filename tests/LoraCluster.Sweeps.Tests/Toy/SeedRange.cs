using System.Globalization;

namespace LoraCluster.Sweeps.Tests.Toy;

/// <summary>The seeds that a simulation tries.</summary>
public static class SeedRange
{
    /// <summary>LORACLUSTER_SIM_SEEDS seeds from LORACLUSTER_SIM_FIRST on; where these are not set, <paramref name="count"/> from 0 on.</summary>
    public static (ulong First, ulong Count) Or(ulong count) => (NumberFrom("LORACLUSTER_SIM_FIRST", 0), NumberFrom("LORACLUSTER_SIM_SEEDS", count));

    private static ulong NumberFrom(string variable, ulong otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
