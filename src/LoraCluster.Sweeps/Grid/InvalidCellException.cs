namespace LoraCluster.Sweeps.Grid;

/// <summary>
/// Thrown by <see cref="ParameterGrid.CellAt(long)"/> under <c>invalid_cells: error</c> for a cell whose derived parameter has no allowed value. Reading the file
/// finds these in grids it can look at whole; in larger ones a cell may slip through its sample.
/// </summary>
public sealed class InvalidCellException : Exception
{
    /// <summary>For serializers and other tools that expect it.</summary>
    public InvalidCellException()
    {
    }

    /// <summary>Names the cell and what is wrong.</summary>
    public InvalidCellException(string message)
        : base(message)
    {
    }

    /// <summary>Names the cell, what is wrong, and the cause.</summary>
    public InvalidCellException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
