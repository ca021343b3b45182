using LoraCluster.Chaos.Hosts;

namespace LoraCluster.Chaos.Nemeses;

/// <summary>A kind of fault.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Lasts">How long it lasts, as scripted.</param>
/// <param name="StrikeAsync">Begins it; the random numbers choose whom it meets.</param>
internal sealed record Nemesis(string Name, TimeSpan Lasts, Func<Fleet, Random, Task<Strike>> StrikeAsync)
{
    /// <summary>How likely a random schedule takes it, relative to the others; 0 for never.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>One that begins without waiting for anything.</summary>
    public static Nemesis Of(string name, double seconds, Func<Fleet, Random, Strike> strike, int weight = 1) =>
        new(name, TimeSpan.FromSeconds(seconds), (fleet, random) => Task.FromResult(strike(fleet, random))) { Weight = weight };
}
