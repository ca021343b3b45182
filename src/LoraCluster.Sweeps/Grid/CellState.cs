namespace LoraCluster.Sweeps.Grid;

/// <summary>What becomes of a grid position.</summary>
internal enum CellState
{
    /// <summary>Its parameters have values.</summary>
    Defined,

    /// <summary>A <c>where</c> leaves it out.</summary>
    Filtered,

    /// <summary>A derived parameter has no value that is allowed.</summary>
    Underivable,
}
