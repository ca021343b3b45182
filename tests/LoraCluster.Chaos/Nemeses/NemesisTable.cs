namespace LoraCluster.Chaos.Nemeses;

/// <summary>All kinds of faults.</summary>
internal static class NemesisTable
{
    public static IReadOnlyList<Nemesis> All { get; } = [.. ProcessNemeses.All, .. NetworkNemeses.All, .. DiskNemeses.All, .. GuestNemeses.All];

    /// <summary>The one of this name. Throws <see cref="ChaosException"/>.</summary>
    public static Nemesis Find(string name) =>
        All.FirstOrDefault(n => n.Name == name) ?? throw new ChaosException($"no nemesis '{name}'; there are {string.Join(", ", All.Select(n => n.Name))}");
}
