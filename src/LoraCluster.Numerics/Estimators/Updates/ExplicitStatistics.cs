using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.Problems;

namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>
/// Eight draws with the design itself, before anything is computed from them: what <see cref="StatisticsSampler"/> draws for the fast path, from the very same random numbers, in coordinates
/// that leave out only what is zero (docs/theory.md, "More estimators").
/// </summary>
internal sealed unsafe class ExplicitStatistics : IDisposable
{
    private readonly LaneBuffer _noise = new();
    private readonly LaneBuffer _core = new();
    private readonly LaneBuffer _factor = new();
    private readonly LaneBuffer _design = new();
    private readonly LaneBuffer _shift = new();

    /// <summary>Rows of the noise: dy, or k where there is none.</summary>
    public int NoiseRows { get; private set; }

    /// <summary>q = min(n, dx).</summary>
    public int Columns { get; private set; }

    /// <summary>k.</summary>
    public int ShiftRank { get; private set; }

    /// <summary>W: input coordinates that are not zero everywhere.</summary>
    public int Width { get; private set; }

    /// <summary>σG, NoiseRows × q.</summary>
    public Lanes* Noise { get; private set; }

    /// <summary>D, k × k.</summary>
    public Lanes* Core { get; private set; }

    /// <summary>L by columns where n ≥ dx, q × q.</summary>
    public Lanes* Factor { get; private set; }

    /// <summary>F, W × q: X is F times a matrix with orthonormal rows.</summary>
    public Lanes* Design { get; private set; }

    /// <summary>Δᵀ, W × k: its first k output coordinates, the others are zero.</summary>
    public Lanes* ShiftTransposed { get; private set; }

    /// <summary>Sets the sizes and reserves noise, D and L.</summary>
    public void Begin(LinearProblem problem)
    {
        ShiftRank = problem.TrueRank;
        NoiseRows = problem.NoiseStd > 0 ? problem.Dy : problem.TrueRank;
        Columns = Math.Min(problem.N, problem.Dx);
        Noise = _noise.Reserve((long)NoiseRows * Columns);
        Core = _core.Reserve((long)ShiftRank * ShiftRank);
        Factor = problem.IsOverdetermined ? _factor.Reserve((long)Columns * Columns) : null;
    }

    /// <summary>Reserves F and Δᵀ for W coordinates, both zero.</summary>
    public void Widen(int width)
    {
        Width = width;
        Design = _design.Reserve((long)width * Columns);
        ShiftTransposed = _shift.Reserve((long)width * ShiftRank);
        LaneOps.Clear(Design, (long)width * Columns);
        LaneOps.Clear(ShiftTransposed, (long)width * ShiftRank);
    }

    public void Dispose()
    {
        foreach (LaneBuffer buffer in new[] { _noise, _core, _factor, _design, _shift })
        {
            buffer.Dispose();
        }
    }
}
