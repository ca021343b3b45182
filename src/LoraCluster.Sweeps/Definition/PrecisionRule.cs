namespace LoraCluster.Sweeps.Definition;

/// <summary>When a cell has trials enough: <c>precision:</c> of a sweep file (docs/precision.md). Looked at only at fixed numbers of trials, so that a cell stops at the same one wherever it runs.</summary>
/// <param name="RelativeSem">The largest standard error of a mean, relative to the mean.</param>
/// <param name="Of">The methods whose means must be that precise, and <see cref="Difference"/>.</param>
/// <param name="MinTrials">Trials before the first look, at least 2.</param>
/// <param name="MaxTrials">Trials after which a cell ends in any case.</param>
public sealed record PrecisionRule(double RelativeSem, IReadOnlyList<string> Of, int MinTrials, int MaxTrials)
{
    /// <summary>The word that asks for the paired differences to the baseline, relative to the baseline's mean: a difference may be 0.</summary>
    public const string Difference = "difference";

    /// <summary>Trials before the first look where none are given: fewer tell too little about a standard error.</summary>
    public const int DefaultMinTrials = 100;

    /// <summary>The most trials of a cell where no other number is given.</summary>
    public const int DefaultMaxTrials = 100_000;

    // A quarter more each time: on average an eighth of the trials is more than was needed.
    private const int Growth = 4;

    // Trials are solved eight at a time.
    private const int Group = 8;

    /// <summary>The number of trials at which to look after that at <paramref name="trials"/>, or the first for 0.</summary>
    public int LookAfter(int trials)
    {
        long next = trials == 0 ? MinTrials : ((trials + (trials / Growth)) / Group * Group) + Group;
        return (int)Math.Min(next, MaxTrials);
    }

    /// <summary>By value, the list's words too.</summary>
    public bool Equals(PrecisionRule? other) => other is not null
        && (RelativeSem, MinTrials, MaxTrials) == (other.RelativeSem, other.MinTrials, other.MaxTrials)
        && Of.SequenceEqual(other.Of, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RelativeSem, MinTrials, MaxTrials, Of.Count);
}
