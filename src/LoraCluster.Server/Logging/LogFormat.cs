namespace LoraCluster.Server.Logging;

/// <summary>How log lines look.</summary>
public enum LogFormat
{
    /// <summary>For people: time, level, category and message on one line.</summary>
    Text,

    /// <summary>For machines: one JSON object a line, with the message's parts.</summary>
    Json,
}
