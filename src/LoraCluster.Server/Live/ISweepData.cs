namespace LoraCluster.Server.Live;

/// <summary>What a node can show of the datasets in its data directory. Thread-safe.</summary>
public interface ISweepData
{
    /// <summary>The definition of a sweep in its normal form, a valid sweep file; null where there is none of this name here.</summary>
    byte[]? DefinitionOf(string name);

    /// <summary>Begins to read a sweep's rows; null where there is none of this name here.</summary>
    ISweepRows? Open(string name);
}
