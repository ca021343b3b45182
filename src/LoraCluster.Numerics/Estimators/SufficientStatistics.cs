using LoraCluster.Numerics.LinearAlgebra;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.Estimators;

/// <summary>
/// All that the estimators see of eight draws, in coordinates where the task shift is a k × k core D in the top-left corner (docs/theory.md, "Sampling the sufficient statistics"):
/// the fitted residual T (p × q), the error of full fine-tuning in the risk metric (p × w, plus a block H, k × c, in the first k rows that is orthogonal to it), and D.
/// </summary>
internal sealed unsafe class SufficientStatistics : IDisposable
{
    private readonly LaneBuffer _core = new();
    private readonly LaneBuffer _factor = new();
    private readonly LaneBuffer _top = new();
    private readonly LaneBuffer _fit = new();
    private readonly LaneBuffer _error = new();
    private readonly LaneBuffer _complement = new();
    private readonly LaneBuffer _scratch = new();
    private readonly LaneQl _ql = new();

    /// <summary>k, the rank of the shift.</summary>
    public int ShiftRank { get; private set; }

    /// <summary>p: dy, or k where there is no noise (the other rows are then zero).</summary>
    public int Rows { get; private set; }

    /// <summary>q = min(n, dx).</summary>
    public int Columns { get; private set; }

    /// <summary>w.</summary>
    public int ErrorColumns { get; private set; }

    /// <summary>c; 0 where there is no such block.</summary>
    public int ComplementColumns { get; private set; }

    /// <summary>D, k × k: the task shift in the risk metric.</summary>
    public Lanes* Core { get; private set; }

    /// <summary>T, p × q; σG where the assembly has been left to the caller.</summary>
    public Lanes* Fit { get; private set; }

    /// <summary>(M − Δ) Σ^{1/2}, p × w.</summary>
    public Lanes* Error { get; private set; }

    /// <summary>H, k × c.</summary>
    public Lanes* Complement { get; private set; }

    /// <summary>Whether T = D Top + σG and the error σ G L⁻¹, the cubic work, are left to the caller where they can be.</summary>
    public bool LeavesAssembly { get; set; }

    /// <summary>False where they were left: <see cref="Fit"/> is then σG, <see cref="Error"/> is empty, and L and Top are wanted.</summary>
    public bool IsAssembled { get; private set; }

    /// <summary>L by columns (entry (i, j), i ≥ j, at j·q + i); what is above the diagonal is undefined.</summary>
    public Lanes* Factor { get; private set; }

    /// <summary>Rows of <see cref="Stack"/> where its factorisation has been left to the caller too, L and H with it; otherwise 0.</summary>
    public int StackRows { get; private set; }

    /// <summary>The first k rows of X and below them a lower trapezoidal factor of the rest, StackRows × q, to be reduced to Q (0; L).</summary>
    public Lanes* Stack { get; private set; }

    /// <summary>What D multiplies in T, k × <see cref="TopColumns"/>: the first rows of L, or of X.</summary>
    public Lanes* Top { get; private set; }

    /// <summary>Columns of <see cref="Top"/>.</summary>
    public int TopColumns { get; private set; }

    /// <summary>
    /// Whether k dense rows on top of a trapezoid n columns wide are so many that a blocked factorisation, which does not know of the trapezoid, beats one that uses it.
    /// </summary>
    public static bool StackIsDense(int k, int n) => 8L * k > n;

    /// <summary>Sets the sizes and hands out room for D, for L by columns (q × q) and for σG, which becomes T.</summary>
    public void Begin(int shiftRank, int rows, int columns, out Lanes* core, out Lanes* factorColumns, out Lanes* noise)
    {
        (ShiftRank, Rows, Columns, ErrorColumns, ComplementColumns) = (shiftRank, rows, columns, 0, 0);
        IsAssembled = true;
        StackRows = 0;
        Core = core = _core.Reserve((long)shiftRank * shiftRank);
        Factor = factorColumns = _factor.Reserve((long)columns * columns);
        Fit = noise = _fit.Reserve((long)rows * columns);
    }

    /// <summary>
    /// n ≥ dx: X Xᵀ = L Lᵀ. T = D L + σG, error = σ G L⁻¹. D, L and σG have been written where <see cref="Begin"/> said.
    /// </summary>
    public void AssembleOverdetermined(bool hasNoise)
    {
        Lanes* top = Top = _top.Reserve((long)ShiftRank * ShiftRank);
        TopColumns = ShiftRank;
        for (int i = 0; i < ShiftRank; i++)
        {
            for (int j = 0; j < ShiftRank; j++)
            {
                top[((long)i * ShiftRank) + j] = j <= i ? Factor[((long)j * Columns) + i] : Lanes.Zero;
            }
        }

        Finish(hasNoise);
    }

    /// <summary>
    /// n &lt; dx, Σ = I: <paramref name="stack"/> holds the first k rows of X and below them the rest, lower trapezoidal. T = D X_top + σG, error = σ G L⁻¹, and H = D times the part of the
    /// first k coordinates outside the row space, so that no difference of near-equal norms is ever taken.
    /// </summary>
    public void AssembleUnderdetermined(Lanes* stack, int stackRows, bool hasNoise)
    {
        int k = ShiftRank, n = Columns;
        Top = _top.Reserve((long)k * n);
        TopColumns = n;
        Copy(stack, Top, (long)k * n);
        int c = stackRows - n;
        if (LeavesAssembly && StackIsDense(k, n))
        {
            Stack = stack;
            (StackRows, ComplementColumns) = (stackRows, c);
            Finish(hasNoise);
            return;
        }

        _ql.Factor(stack, stackRows, n, k);
        ReadFactor(stack, stackRows, n, Factor);
        Finish(hasNoise);
        Lanes* basis = _scratch.Reserve((long)stackRows * c);
        Clear(basis, (long)stackRows * c);
        for (int i = 0; i < c; i++)
        {
            basis[((long)i * c) + i] = Lanes.One;
        }

        _ql.Multiply(basis, c);
        ComplementColumns = c;
        Complement = _complement.Reserve((long)k * c);
        Clear(Complement, (long)k * c);
        LaneKernels.MultiplyAdd(Core, basis, Complement, k, c, k, c, c);
    }

    /// <summary>
    /// n &lt; dx, Σ ≠ I: the minimum norm lives in the original coordinates, so X (dx × n, destroyed) is explicit. <paramref name="shiftTransposed"/> is Δᵀ in the first k output coordinates
    /// (dx × k, destroyed); <paramref name="rootEigenvalues"/> the diagonal of Σ^{1/2}.
    /// </summary>
    public void AssembleUnderdeterminedAnisotropic(Lanes* design, Lanes* shiftTransposed, double[] rootEigenvalues, bool hasNoise)
    {
        int k = ShiftRank, n = Columns, dx = rootEigenvalues.Length;
        AddShiftTimesDesign(design, shiftTransposed, dx, out Lanes* noise);
        _ql.Factor(design, dx, n, dx);
        ReadFactor(design, dx, n, Factor);

        Lanes* q = _scratch.Reserve((long)dx * n);
        ErrorColumns = dx;
        Lanes* error = _error.Reserve((long)Rows * dx);
        Clear(error, (long)Rows * dx);
        if (hasNoise)
        {
            LaneKernels.SolveRight(noise, Rows, n, Factor);
            Clear(q, (long)dx * n);
            for (int i = 0; i < n; i++)
            {
                q[((long)(dx - n + i) * n) + i] = Lanes.One;
            }

            _ql.Multiply(q, n);
            LaneKernels.MultiplyTransposed(noise, q, error, Rows, dx, n);
        }

        _ql.MultiplyTransposed(shiftTransposed, k);
        Clear(shiftTransposed + ((long)(dx - n) * k), (long)n * k);
        _ql.Multiply(shiftTransposed, k);
        for (int a = 0; a < Rows; a++)
        {
            Lanes* row = error + ((long)a * dx);
            for (int x = 0; x < dx; x++)
            {
                Lanes missed = a < k ? shiftTransposed[((long)x * k) + a] : Lanes.Zero;
                row[x] = (row[x] - missed) * System.Runtime.Intrinsics.Vector512.Create(rootEigenvalues[x]);
            }
        }

        Error = error;
    }

    public void Dispose()
    {
        foreach (LaneBuffer buffer in new[] { _core, _factor, _top, _fit, _error, _complement, _scratch })
        {
            buffer.Dispose();
        }

        _ql.Dispose();
    }

    private void AddShiftTimesDesign(Lanes* design, Lanes* shiftTransposed, int dx, out Lanes* noise)
    {
        int k = ShiftRank, n = Columns;
        noise = _complement.Reserve((long)Rows * n);
        Copy(Fit, noise, (long)Rows * n);
        for (int x = 0; x < dx; x++)
        {
            Lanes* row = design + ((long)x * n);
            for (int a = 0; a < k; a++)
            {
                Lanes s = shiftTransposed[((long)x * k) + a];
                Lanes* target = Fit + ((long)a * n);
                for (int j = 0; j < n; j++)
                {
                    target[j] = Fma(s, row[j], target[j]);
                }
            }
        }
    }

    private void Finish(bool hasNoise)
    {
        ErrorColumns = hasNoise ? Columns : 0;
        if (LeavesAssembly)
        {
            IsAssembled = false;
            return;
        }

        if (hasNoise)
        {
            Error = _error.Reserve((long)Rows * Columns);
            Copy(Fit, Error, (long)Rows * Columns);
            LaneKernels.SolveRight(Error, Rows, Columns, Factor);
        }

        LaneKernels.MultiplyAdd(Core, Top, Fit, ShiftRank, TopColumns, ShiftRank, TopColumns, Columns);
    }

    private static void ReadFactor(Lanes* stack, int stackRows, int n, Lanes* factor)
    {
        for (int i = 0; i < n; i++)
        {
            Lanes* row = stack + ((long)(stackRows - n + i) * n);
            for (int j = 0; j <= i; j++)
            {
                factor[((long)j * n) + i] = row[j];
            }
        }
    }
}
