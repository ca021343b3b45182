namespace LoraCluster.Sweeps.Grid;

/// <summary>What <c>invalid_cells</c> says about cells that break a rule.</summary>
public enum InvalidCells
{
    /// <summary>They are an error of the sweep file.</summary>
    Error,

    /// <summary>They are left out, and counted.</summary>
    Skip,
}
