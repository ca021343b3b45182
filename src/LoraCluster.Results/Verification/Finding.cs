namespace LoraCluster.Results.Verification;

/// <summary>One finding of a verification.</summary>
/// <param name="Kind">What was found out.</param>
/// <param name="Name">The file, by its name in the dataset.</param>
/// <param name="Detail">More, in words; empty for <see cref="FindingKind.Ok"/>.</param>
public sealed record Finding(FindingKind Kind, string Name, string Detail)
{
    /// <summary>True where the dataset must be repaired by running its sweep again: anything but <see cref="FindingKind.Ok"/> and
    /// foreign files that no query would read.</summary>
    public bool IsDamage { get; init; } = Kind is not (FindingKind.Ok or FindingKind.Unexpected);
}
