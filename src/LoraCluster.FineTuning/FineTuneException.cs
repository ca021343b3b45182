namespace LoraCluster.FineTuning;

/// <summary>Data or a model that a fine-tuning needs is missing, damaged or of another kind. The message names the file and says what would be right.</summary>
public sealed class FineTuneException : Exception
{
    /// <summary>Creates the exception.</summary>
    public FineTuneException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public FineTuneException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
