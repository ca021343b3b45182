using System.Buffers;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Sweeps.Running;

/// <summary>
/// The rows of a part, cell by cell, side by side in pooled memory: a part is hundreds of thousands of rows, and as objects they would outlive every
/// young collection. Cells are positions here; the grid knows their parameters. Not thread-safe.
/// </summary>
public sealed record PartRows : IDisposable
{
    private const int CellsAtFirst = 16;

    private Entry[] _cells = [];
    private RiskRow[] _rows = [];
    private bool _isSorted = true;

    /// <summary>A part without cells.</summary>
    public PartRows(PartRange part) => Part = part;

    /// <summary>The part.</summary>
    public PartRange Part { get; init; }

    /// <summary>A part of these cells, given in order of position.</summary>
    public static PartRows Of(PartRange part, IEnumerable<CellRows> cells)
    {
        var rows = new PartRows(part);
        foreach (var cell in cells)
        {
            rows.Add(cell);
        }

        return rows;
    }

    /// <summary>Number of cells.</summary>
    public int CellCount { get; private set; }

    /// <summary>Number of rows of all cells.</summary>
    public int RowCount { get; private set; }

    /// <summary>Makes room for so many cells and rows at once: growing step by step leaves arrays of every size behind.</summary>
    public void Reserve(int cells, int rows)
    {
        Grow(ref _cells, CellCount, cells);
        Grow(ref _rows, RowCount, rows);
    }

    /// <summary>
    /// Adds a cell and returns its rows to be filled in, baseline first. <paramref name="losses"/> are those of every trial, <c>[trial * rows + row]</c>; null unless
    /// the sweep keeps trials.
    /// </summary>
    public Span<RiskRow> Add(long position, int rows, double[]? losses)
    {
        Grow(ref _cells, CellCount, 1);
        Grow(ref _rows, RowCount, rows);
        _isSorted &= CellCount == 0 || _cells[CellCount - 1].Position < position;
        _cells[CellCount++] = new Entry(position, RowCount, rows, losses);
        RowCount += rows;
        return _rows.AsSpan(RowCount - rows, rows);
    }

    /// <summary>Adds a cell whose rows are known.</summary>
    public void Add(CellRows cell)
    {
        var rows = Add(cell.Cell.Index, cell.Rows.Count, cell.Losses);
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = cell.Rows[i];
        }
    }

    /// <summary>Puts the cells in order of position, in whatever order they were added.</summary>
    public void Sort()
    {
        if (!_isSorted)
        {
            _cells.AsSpan(0, CellCount).Sort((a, b) => a.Position.CompareTo(b.Position));
            _isSorted = true;
        }
    }

    /// <summary>A cell's position.</summary>
    public long PositionOf(int cell) => _cells[cell].Position;

    /// <summary>A cell's rows, baseline first.</summary>
    public ReadOnlySpan<RiskRow> RowsOf(int cell) => _rows.AsSpan(_cells[cell].FirstRow, _cells[cell].Rows);

    /// <summary>A cell's losses, as they were added.</summary>
    public double[]? LossesOf(int cell) => _cells[cell].Losses;

    /// <summary>Gives the memory back: the part is empty.</summary>
    public void Dispose()
    {
        ArrayPool<Entry>.Shared.Return(_cells, clearArray: true);
        ArrayPool<RiskRow>.Shared.Return(_rows);
        (_cells, _rows, CellCount, RowCount, _isSorted) = ([], [], 0, 0, true);
    }

    private static void Grow<T>(ref T[] array, int used, int more)
    {
        if (used + more <= array.Length)
        {
            return;
        }

        T[] grown = ArrayPool<T>.Shared.Rent(Math.Max(checked(used + more), Math.Max(2 * used, CellsAtFirst)));
        array.AsSpan(0, used).CopyTo(grown);
        ArrayPool<T>.Shared.Return(array, clearArray: typeof(T) == typeof(Entry));
        array = grown;
    }

    private readonly record struct Entry(long Position, int FirstRow, int Rows, double[]? Losses);
}
