namespace LoraCluster.Sweeps.Experiments;

/// <summary>This program cannot run an experiment that it knows: a part of it is not installed. The message says what to do.</summary>
public sealed class ExperimentUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ExperimentUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public ExperimentUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
