namespace LoraCluster.Results.Parts;

/// <summary>A place among the rows of a part's cells. A copy walks on by itself, so that every column can start from the same row.</summary>
/// <param name="counts">The number of rows of each cell.</param>
internal struct RowWalk(int[] counts)
{
    private int _cell;
    private int _first;
    private int _row;

    /// <summary>Takes the next rows, at least one and at most <paramref name="most"/>, as far as they are one cell's. There must be some left.</summary>
    public RowRun Take(int most)
    {
        while (_first == counts[_cell])
        {
            (_cell, _first) = (_cell + 1, 0);
        }

        var run = new RowRun(_cell, _first, _row, Math.Min(counts[_cell] - _first, most));
        _first += run.Count;
        _row += run.Count;
        return run;
    }

    /// <summary>Reads a column cell by cell.</summary>
    public static PageValues<T> ByCell<T>(RunValues<T> read) => (ref RowWalk walk, Span<T> values) =>
    {
        while (!values.IsEmpty)
        {
            var run = walk.Take(values.Length);
            read(run, values[..run.Count]);
            values = values[run.Count..];
        }
    };

    /// <summary>Reads a column that lies in memory row by row, as long as the row group. Such a walk counts rows only.</summary>
    public static PageValues<T> ByRow<T>(Func<T[]> column) => (ref RowWalk walk, Span<T> values) =>
    {
        column().AsSpan(walk._row, values.Length).CopyTo(values);
        walk._row += values.Length;
    };

    /// <summary>Walks past rows.</summary>
    public void Skip(int rows)
    {
        while (rows > 0)
        {
            rows -= Take(rows).Count;
        }
    }

    /// <summary>A row group begins here: rows count from 0 again.</summary>
    public void BeginGroup() => _row = 0;
}
