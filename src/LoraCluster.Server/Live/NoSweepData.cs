namespace LoraCluster.Server.Live;

/// <summary>A node without a data directory.</summary>
public sealed class NoSweepData : ISweepData
{
    /// <inheritdoc/>
    public byte[]? DefinitionOf(string name) => null;

    /// <inheritdoc/>
    public ISweepRows? Open(string name) => null;
}
