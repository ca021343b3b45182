namespace LoraCluster.Sweeps.Experiments;

/// <summary>Which outcomes a sweep asks an experiment for. Immutable; one instance serves all cells of a sweep.</summary>
public sealed class OutcomeRequest
{
    /// <summary>Asks for methods at some ranks, with diagnostics; names as the experiment lists them.</summary>
    /// <param name="ranks">The ranks of those that have one.</param>
    /// <param name="methods">The methods; the experiment's <see cref="IExperiment.DefaultMethods"/> where null. The baseline comes along whether or not it is named.</param>
    /// <param name="diagnostics">What is measured of each method beside its risk; nothing where null.</param>
    public OutcomeRequest(RankSelection ranks, IReadOnlyList<string>? methods = null, IReadOnlyList<string>? diagnostics = null) =>
        (Ranks, Methods, Diagnostics) = (ranks, methods, diagnostics ?? []);

    /// <summary>The experiment's default methods at every rank.</summary>
    public static OutcomeRequest Default { get; } = new(RankSelection.All);

    /// <summary>The ranks of the methods that have one.</summary>
    public RankSelection Ranks { get; }

    /// <summary>The methods named, in the experiment's order; null for its defaults.</summary>
    public IReadOnlyList<string>? Methods { get; }

    /// <summary>The diagnostics named, in the experiment's order.</summary>
    public IReadOnlyList<string> Diagnostics { get; }
}
