namespace LoraCluster.Cluster.Node;

/// <summary>A certificate of this node cannot be used; the message says which and why.</summary>
public sealed class CertificateException : Exception
{
    /// <summary>Without a message.</summary>
    public CertificateException()
    {
    }

    /// <summary>With a message.</summary>
    public CertificateException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public CertificateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
