using System.Runtime.Intrinsics;
using LoraCluster.Numerics.LinearAlgebra.Dense;
using LoraCluster.Numerics.Randomness;

namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>
/// Singular values of one large matrix at a time, by the blocked arithmetic of the solver. What is held follows the smaller side d of the matrix: for all values two and a half times d² doubles at most, for
/// the largest few a block of rows and a few columns; the memory is kept for the next matrix. Same matrix, same bits, on every machine. Not thread-safe.
/// </summary>
public sealed unsafe class SingularSpectrum : IDisposable
{
    private const int Oversampling = 16;
    private const int PowerSteps = 3;
    private const int BlockRows = 512;

    // Beyond this ratio of the sides a triangle is found first, so that the longer side is never in memory.
    private const double SlenderAbove = 1.5;

    private readonly LaneBuffer _matrix = new();
    private readonly LaneBuffer _bidiagonal = new();
    private readonly LaneBuffer _range = new();
    private readonly LaneBuffer _dual = new();
    private readonly LaneBuffer _reflectors = new();
    private readonly Bidiagonalization _bidiagonalization = new();
    private readonly MatrixProduct _product = new();
    private readonly QrFactorization _qr = new();
    private readonly ReflectorProduct _reflectorProduct = new();

    /// <summary>
    /// All min(rows, columns) singular values, descending, by bidiagonalization (Golub and Kahan 1965) and bisection: each within a few units of 1e-16 times the largest, times
    /// the square root of a side. Entries may lie between 1e-140 and 1e140. Throws <see cref="ArgumentException"/> for entries that are not finite.
    /// </summary>
    public double[] All(int rows, int columns, RowReader read)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        int longer = Math.Max(rows, columns), shorter = Math.Min(rows, columns);
        var source = new Source(rows, columns, read);
        if (longer > SlenderAbove * shorter)
        {
            return ValuesOf(Triangle(source, longer, shorter));
        }

        RowMatrix a = Take(_matrix, longer, shorter);
        source.ReadTall(0, a);
        return ValuesOf(a);
    }

    /// <summary>
    /// The <paramref name="count"/> largest, by a randomised range finder with power steps (Halko, Martinsson and Tropp, SIAM Review 53, 2011, algorithm 4.4), and what they leave out; reads the matrix
    /// eight times. Where <paramref name="count"/> is not far below min(rows, columns), exact. Throws as <see cref="All"/> does.
    /// </summary>
    public LeadingSpectrum Leading(int rows, int columns, RowReader read, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        int width = count + Oversampling;
        if (2L * width >= Math.Min(rows, columns))
        {
            double[] all = All(rows, columns, read);
            double[] head = all[..Math.Min(count, all.Length)];
            return new LeadingSpectrum(head, Math.Sqrt(all[head.Length..].Sum(value => value * value)), Math.Sqrt(all.Sum(value => value * value)));
        }

        var source = new Source(rows, columns, read);
        RowMatrix range = Take(_range, rows, width);
        RowMatrix dual = Probe(columns, width);
        double squares = Multiply(source, dual, range);
        Orthonormalize(range);
        for (int step = 0; step < PowerSteps; step++)
        {
            MultiplyTransposed(source, range, dual);
            Orthonormalize(dual);
            Multiply(source, dual, range);
            Orthonormalize(range);
        }

        // QᵀA, transposed: tall, as the reduction wants it.
        MultiplyTransposed(source, range, dual);
        double captured = VectorKernels.SumOfSquares(dual);
        double[] values = ValuesOf(dual);
        double kept = values.Take(count).Sum(value => value * value);
        return new LeadingSpectrum(values[..count], Math.Sqrt(Math.Max(0, squares - captured) + Math.Max(0, captured - kept)), Math.Sqrt(squares));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable part in new IDisposable[] { _matrix, _bidiagonal, _range, _dual, _reflectors, _bidiagonalization, _product, _qr, _reflectorProduct })
        {
            part.Dispose();
        }
    }

    // R of A = Q R, for A taller than wide, a block of rows at a time: each block is put beneath the triangle so far, and both are made a triangle again.
    private RowMatrix Triangle(Source source, int longer, int shorter)
    {
        int block = Math.Max(1, shorter / 4);
        RowMatrix stack = Take(_matrix, shorter + block, shorter);
        source.ReadTall(0, stack);
        for (int done = Math.Min(longer, stack.Rows); ; done += block)
        {
            Factor(stack, out _);
            for (int r = 1; r < stack.Rows; r++)
            {
                new Span<double>(stack.Row(r), Math.Min(r, shorter)).Clear();
            }

            if (done >= longer)
            {
                return stack.Block(0, 0, shorter, shorter);
            }

            source.ReadTall(done, stack.Block(shorter, 0, Math.Min(block, longer - done), shorter));
        }
    }

    // Destroys the matrix.
    private double[] ValuesOf(RowMatrix a)
    {
        int count = a.Columns;
        double* diagonal = (double*)_bidiagonal.Reserve((count / 4) + 2), super = diagonal + count;
        _bidiagonalization.Reduce(a, diagonal, super, default, null, keepLeft: false);
        super[count - 1] = 0;
        double largest = 0;
        for (int i = 0; i < count; i++)
        {
            largest = Math.Max(largest, Math.Max(Math.Abs(diagonal[i]), Math.Abs(super[i])));
        }

        if (largest == 0)
        {
            return new double[count];
        }

        // B Bᵀ = L D Lᵀ in its own factors, which know small values as well as large ones; scaled by a power of two, which costs no bits.
        int exponent = Math.ILogB(largest);
        for (int i = 0; i < count; i++)
        {
            double d = Math.ScaleB(diagonal[i], -exponent), e = Math.ScaleB(super[i], -exponent);
            (diagonal[i], super[i]) = (d * d, e * e);
        }

        return Bisect(diagonal, super, count, exponent);
    }

    private static double[] Bisect(double* squares, double* couplings, int count, int exponent)
    {
        // No eigenvalue is above 4, since no entry of B is 2 or more and none has more than two in its row.
        var high = Vector512.Create(16.0);
        var values = new double[count];
        for (int first = 0; first < count; first += LaneOps.Width)
        {
            var index = Vector512.Min(Vector512.Create((long)(count - 1 - first)) - Vector512<long>.Indices, Vector512.Create((long)(count - 1)));
            Lanes found = BidiagonalBisection.Find(squares, couplings, count, Vector512.Max(index, Vector512<long>.Zero), Lanes.Zero, high);
            for (int lane = 0; lane < Math.Min(LaneOps.Width, count - first); lane++)
            {
                // The search ends there for a value of zero.
                double square = found.GetElement(lane) <= BidiagonalBisection.Floor ? 0 : found.GetElement(lane);
                values[first + lane] = Math.ScaleB(Math.Sqrt(square), exponent);
            }
        }

        return values;
    }

    // Y = A X; returns ‖A‖².
    private double Multiply(Source source, RowMatrix x, RowMatrix y)
    {
        y.Clear();
        double squares = 0;
        foreach ((int first, int count) in source.Blocks(BlockRows))
        {
            RowMatrix block = source.ReadRows(first, Take(_matrix, count, source.Columns));
            squares += VectorKernels.SumOfSquares(block);
            _product.Add(block, x, y.Block(first, 0, count, y.Columns), 1);
        }

        return squares;
    }

    // X = Aᵀ Y.
    private void MultiplyTransposed(Source source, RowMatrix y, RowMatrix x)
    {
        x.Clear();
        foreach ((int first, int count) in source.Blocks(BlockRows))
        {
            RowMatrix block = source.ReadRows(first, Take(_matrix, count, source.Columns));
            _product.AddTransposed(block, y.Block(first, 0, count, y.Columns), x, 1);
        }
    }

    private RowMatrix Probe(int rows, int width)
    {
        RowMatrix probe = Take(_dual, rows, width);
        var stream = new TrialStream(0x5EC7, (ulong)rows, (uint)width);
        double[] normals = new double[rows * width];
        NormalStream.Fill(stream, StreamPurpose.ReferenceDesign, normals);
        for (int r = 0; r < rows; r++)
        {
            normals.AsSpan(r * width, width).CopyTo(new Span<double>(probe.Row(r), width));
        }

        return probe;
    }

    private void Orthonormalize(RowMatrix x)
    {
        RowMatrix reflectors = Factor(x, out double* taus);
        x.Clear();
        for (int i = 0; i < x.Columns; i++)
        {
            x.Row(i)[i] = 1;
        }

        _reflectorProduct.Prepare(reflectors, taus);
        _reflectorProduct.Apply(x);
    }

    private RowMatrix Factor(RowMatrix x, out double* taus)
    {
        long length = RowMatrix.Length(x.Columns, x.Rows);
        RowMatrix reflectors = RowMatrix.In((double*)_reflectors.Reserve((length + RowMatrix.Padded(x.Columns)) / 8), x.Columns, x.Rows);
        taus = reflectors.Data + length;
        _qr.Factor(x, reflectors, taus);
        return reflectors;
    }

    private static RowMatrix Take(LaneBuffer buffer, int rows, int columns)
    {
        RowMatrix taken = RowMatrix.In((double*)buffer.Reserve((RowMatrix.Length(rows, columns) + 7) / 8), rows, columns);
        taken.Clear();
        return taken;
    }

    /// <summary>The matrix where it comes from.</summary>
    private sealed class Source(int rows, int columns, RowReader read)
    {
        private double[] _values = [];

        public int Columns => columns;

        public IEnumerable<(int First, int Count)> Blocks(int most)
        {
            for (int first = 0; first < rows; first += most)
            {
                yield return (first, Math.Min(most, rows - first));
            }
        }

        public RowMatrix ReadRows(int first, RowMatrix target)
        {
            for (int r = 0; r < target.Rows; r++)
            {
                Read(first + r, 0, new Span<double>(target.Row(r), columns));
            }

            return target;
        }

        /// <summary>Reads rows of the matrix with its longer side standing, as far as there are any, from <paramref name="first"/> on.</summary>
        public void ReadTall(int first, RowMatrix target)
        {
            if (rows >= columns)
            {
                int count = Math.Min(target.Rows, rows - first);
                ReadRows(first, new RowMatrix(target.Data, count, target.Columns, target.Stride));
                return;
            }

            int width = Math.Min(target.Rows, columns - first);
            _values = _values.Length < width ? new double[width] : _values;
            for (int r = 0; r < rows; r++)
            {
                Span<double> values = _values.AsSpan(0, width);
                Read(r, first, values);
                for (int c = 0; c < width; c++)
                {
                    target.Row(c)[r] = values[c];
                }
            }
        }

        private void Read(int row, int from, Span<double> values)
        {
            read(row, from, values);
            for (int i = 0; i < values.Length; i++)
            {
                if (!double.IsFinite(values[i]))
                {
                    throw new ArgumentException(FormattableString.Invariant($"entry ({row}, {from + i}) is {values[i]}"));
                }
            }
        }
    }
}
