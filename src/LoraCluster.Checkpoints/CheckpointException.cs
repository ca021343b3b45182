namespace LoraCluster.Checkpoints;

/// <summary>A model directory is not what it should be; the message names the file and what was expected.</summary>
public sealed class CheckpointException(string message, Exception? cause = null) : Exception(message, cause);
