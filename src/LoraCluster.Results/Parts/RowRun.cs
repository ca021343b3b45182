namespace LoraCluster.Results.Parts;

/// <summary>Neighbouring rows of one cell.</summary>
/// <param name="Cell">The cell, counted within the part.</param>
/// <param name="First">The first of the rows, counted within the cell.</param>
/// <param name="Row">The same row, counted within its row group.</param>
/// <param name="Count">How many.</param>
internal readonly record struct RowRun(int Cell, int First, int Row, int Count);

/// <summary>Reads a column's values of some rows of one cell; as many as the span is long.</summary>
internal delegate void RunValues<T>(RowRun run, Span<T> values);

/// <summary>Reads a column's values of the next rows, as many as the span is long, and leaves the walk behind them.</summary>
internal delegate void PageValues<T>(ref RowWalk walk, Span<T> values);
