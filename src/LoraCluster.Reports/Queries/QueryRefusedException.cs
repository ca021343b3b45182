namespace LoraCluster.Reports.Queries;

/// <summary>A query cannot be answered; the message says why.</summary>
public class QueryRefusedException(string message, Exception? cause = null) : Exception(message, cause);
