namespace LoraCluster.Sweeps.Jobs;

/// <summary>No coordinator answers.</summary>
public sealed class JobServiceUnavailableException : Exception
{
    /// <summary>Without a message.</summary>
    public JobServiceUnavailableException()
    {
    }

    /// <summary>With a message.</summary>
    public JobServiceUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public JobServiceUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
