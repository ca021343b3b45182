namespace LoraCluster.Sweeps.Experiments;

/// <summary>What closed forms say about one row.</summary>
/// <param name="Mean">The expected loss, or null where no formula is known.</param>
/// <param name="Status"><c>exact</c>, <c>none</c>, or a word of the experiment's own.</param>
public readonly record struct TheoryValue(double? Mean, string Status)
{
    /// <summary>The status of a mean that holds at every size, not only in a limit: it may serve as a control variate's expectation.</summary>
    public const string Exact = "exact";

    /// <summary>No formula is known for this row.</summary>
    public static TheoryValue None => new(null, "none");
}
