namespace LoraCluster.Cli;

/// <summary>Where a command writes: results to <see cref="Out"/>, everything else to <see cref="Error"/>. A reader that has gone away is not an error.</summary>
public sealed class Streams(TextWriter output, TextWriter error)
{
    /// <summary>Standard output: results only.</summary>
    public TextWriter Out => Results;

    /// <summary>Standard error: progress, notes, errors.</summary>
    public TextWriter Error { get; } = new ForgivingWriter(error);

    /// <summary>Why results did not reach standard output; null where they did, or where no one reads it any more.</summary>
    public string? OutputTrouble => Results.Trouble;

    private ForgivingWriter Results { get; } = new(output);
}
