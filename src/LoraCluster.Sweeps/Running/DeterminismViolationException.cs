namespace LoraCluster.Sweeps.Running;

/// <summary>
/// Two computations of the same thing gave different bits. The sweep must stop: what it has written can no longer be
/// called a function of the release, the seed, the cell and the trial.
/// </summary>
public sealed class DeterminismViolationException : Exception
{
    /// <summary>Says which part, block or file differs, and how.</summary>
    public DeterminismViolationException(string message)
        : base(message)
    {
    }

    /// <summary>Says which part, block or file differs, and how, with the exception that revealed it.</summary>
    public DeterminismViolationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Without particulars.</summary>
    public DeterminismViolationException()
        : this("two computations of the same thing gave different bits")
    {
    }
}
