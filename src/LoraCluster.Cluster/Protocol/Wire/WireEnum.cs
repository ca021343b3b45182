namespace LoraCluster.Cluster.Protocol.Wire;

/// <summary>Pairs an enumeration of the program with its numbers on the wire, by name: reordering one of them cannot change a meaning.</summary>
internal static class WireEnum<TOurs, TWire>
    where TOurs : struct, Enum
    where TWire : struct, Enum
{
    private static readonly Dictionary<TOurs, TWire> Wire = Enum.GetValues<TOurs>().ToDictionary(ours => ours, ours => Enum.Parse<TWire>(ours.ToString()));
    private static readonly Dictionary<TWire, TOurs> Ours = Wire.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static TWire Of(TOurs value) => Wire[value];

    /// <summary>Throws <see cref="ArgumentException"/> for a number that this release does not know.</summary>
    public static TOurs Read(TWire value) => Ours.TryGetValue(value, out var ours)
        ? ours
        : throw new ArgumentException($"no {typeof(TOurs).Name} is number {value:D}", nameof(value));
}
