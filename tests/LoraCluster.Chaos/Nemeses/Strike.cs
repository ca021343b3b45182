namespace LoraCluster.Chaos.Nemeses;

/// <summary>A fault in force.</summary>
/// <param name="What">The fault and whom it met, in words.</param>
/// <param name="HealAsync">Ends it.</param>
/// <param name="HasBitten">Asked at the run's end: true where it really did something to the cluster.</param>
internal sealed record Strike(string What, Func<Task> HealAsync, Func<bool> HasBitten)
{
    /// <summary>When a coordinator was lost by it, since the run's start; null where none was.</summary>
    public TimeSpan? CoordinatorLostAt { get; init; }

    /// <summary>A fault that is over once it has happened.</summary>
    public static Strike Once(string what, Func<bool> hasBitten) => new(what, () => Task.CompletedTask, hasBitten);
}
