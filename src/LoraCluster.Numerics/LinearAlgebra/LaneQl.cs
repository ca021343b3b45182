using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>
/// X = Q (0; L) with L lower triangular, for a matrix whose last rows may already be lower trapezoidal: a reflector then touches the dense rows on top and one more row, so the
/// cost falls from rows·columns² to dense·columns².
/// </summary>
internal sealed unsafe class LaneQl : IDisposable
{
    private readonly LaneBuffer _buffer = new();
    private Lanes* _reflectors;
    private Lanes* _taus;
    private int _rows;
    private int _columns;
    private int _dense;

    /// <summary>
    /// Factors <paramref name="x"/> (rows × columns, row-major, rows ≥ columns) in place: its last <paramref name="columns"/> rows become L. Rows from <paramref name="dense"/> on
    /// must be lower trapezoidal, ending in the last column.
    /// </summary>
    public void Factor(Lanes* x, int rows, int columns, int dense)
    {
        (_rows, _columns, _dense) = (rows, columns, dense);
        _reflectors = _buffer.Reserve(((long)columns * dense) + columns);
        _taus = _reflectors + ((long)columns * dense);
        for (int j = columns - 1; j >= 0; j--)
        {
            int pivotRow = PivotRow(j);
            int active = Math.Min(_dense, pivotRow);
            Lanes* v = _reflectors + ((long)j * dense);
            for (int r = 0; r < active; r++)
            {
                v[r] = x[((long)r * columns) + j];
            }

            Lanes* pivot = x + ((long)pivotRow * columns);
            _taus[j] = Reflector.Make(pivot[j], v, 1, active, out Lanes beta);
            pivot[j] = beta;
            Apply(x, j, columns, j);
        }
    }

    /// <summary>Overwrites M (rows × count, row-major) with Q M.</summary>
    public void Multiply(Lanes* m, int count)
    {
        for (int j = 0; j < _columns; j++)
        {
            Apply(m, j, count, count);
        }
    }

    /// <summary>Overwrites M (rows × count, row-major) with Qᵀ M.</summary>
    public void MultiplyTransposed(Lanes* m, int count)
    {
        for (int j = _columns - 1; j >= 0; j--)
        {
            Apply(m, j, count, count);
        }
    }

    public void Dispose() => _buffer.Dispose();

    private int PivotRow(int j) => _rows - _columns + j;

    private void Apply(Lanes* m, int j, int stride, int count)
    {
        int pivotRow = PivotRow(j);
        int active = Math.Min(_dense, pivotRow);
        Lanes* v = _reflectors + ((long)j * _dense);
        Lanes* pivot = m + ((long)pivotRow * stride);
        for (int c = 0; c < count; c++)
        {
            Lanes sum = pivot[c];
            Lanes* entry = m + c;
            for (int r = 0; r < active; r++, entry += stride)
            {
                sum = Fma(v[r], *entry, sum);
            }

            sum = -(_taus[j] * sum);
            pivot[c] += sum;
            entry = m + c;
            for (int r = 0; r < active; r++, entry += stride)
            {
                *entry = Fma(sum, v[r], *entry);
            }
        }
    }
}
