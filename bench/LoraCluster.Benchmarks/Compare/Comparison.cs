using LoraCluster.Benchmarks.Aggregation;
using LoraCluster.Benchmarks.Coordinator;
using LoraCluster.Benchmarks.Kernels;
using LoraCluster.Benchmarks.Scaling;

namespace LoraCluster.Benchmarks.Compare;

/// <summary>Everything that one run of <c>bench/compare</c> found; the .json beside the .md is this record.</summary>
internal sealed record Comparison
{
    /// <summary>The day, UTC.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What was typed.</summary>
    public required string Command { get; init; }

    /// <summary>Where.</summary>
    public required Machine Machine { get; init; }

    /// <summary>Our release.</summary>
    public required string Release { get; init; }

    /// <summary>Python's side; null where it is not installed.</summary>
    public required NumPySoftware? Software { get; init; }

    /// <summary>Whole commands.</summary>
    public required IReadOnlyList<SweepTimes> Sweeps { get; init; }

    /// <summary>Our kernels.</summary>
    public required IReadOnlyList<KernelRow> Kernels { get; init; }

    /// <summary>From solved blocks to durable Parquet.</summary>
    public required IReadOnlyList<AggregationRow> Aggregation { get; init; }

    /// <summary>The mixed grid with one worker and with all.</summary>
    public required IReadOnlyList<ScalingRow> Scaling { get; init; }

    /// <summary>Blocks without work.</summary>
    public required IReadOnlyList<CoordinatorRow> Coordinator { get; init; }

    /// <summary>The same algorithm on LAPACK; empty where Python's side is not installed.</summary>
    public required IReadOnlyList<LapackRow> Lapack { get; init; }

    /// <summary>The name of its files, without extension.</summary>
    public string FileName => FormattableString.Invariant($"{Date:yyyy-MM-dd}-{Machine.Slug}");
}

/// <summary>Seconds from start to exit for one sweep.</summary>
/// <param name="Sweep">Its name.</param>
/// <param name="Trials">Trials of all its cells.</param>
/// <param name="Ours">The median of three runs of the published command line.</param>
/// <param name="NumPy">NumPy with a decomposition per trial and rank.</param>
/// <param name="Shared">NumPy with the decompositions shared between the ranks.</param>
/// <param name="Agreement">Whether the two found the same means.</param>
/// <param name="Variances">What the control variate leaves of the means' variances.</param>
internal sealed record SweepTimes(
    string Sweep, long Trials, double Ours, NumPyTime? NumPy, NumPyTime? Shared, Agreement? Agreement, IReadOnlyList<VarianceRatio> Variances);

/// <summary>NumPy's seconds for every trial.</summary>
/// <param name="Seconds">Seconds, scaled up from the trials that ran.</param>
/// <param name="TrialsRun">Trials that ran.</param>
internal sealed record NumPyTime(double Seconds, long TrialsRun);
