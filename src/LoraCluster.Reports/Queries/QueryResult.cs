namespace LoraCluster.Reports.Queries;

/// <summary>The answer to a query.</summary>
/// <param name="Columns">The columns' names.</param>
/// <param name="Rows">The rows, each with a value for every column, null where there is none.</param>
public sealed record QueryResult(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>How many rows there were; more than <see cref="Rows"/> where not all were kept.</summary>
    public required long RowsTotal { get; init; }
}
