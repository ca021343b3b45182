using System.Runtime.CompilerServices;
using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Theory;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Linear;

/// <summary>The linear model of arXiv:2605.19018 as an experiment: excess risk of full fine-tuning and of LoRA at each rank.</summary>
public sealed class LinearExperiment : IExperiment
{
    // The same for every cell, and asked for at each.
    private static readonly ConditionalWeakTable<RankSelection, Outcome[]> Listed = [];

    private static readonly string[] ReachWords = ["ok", "near threshold", "near n = dx"];

    [ThreadStatic]
    private static LinearProblem? _lastProblem;

    [ThreadStatic]
    private static RiskCurve? _lastCurve;

    private static readonly Lazy<string> Fingerprint = new(LinearFingerprint.Compute);

    /// <inheritdoc/>
    public string Name => "linear";

    /// <inheritdoc/>
    public string LossLabel => "excess risk E‖(Â − A*)x‖²";

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSpec> Parameters => LinearParameters.All;

    /// <inheritdoc/>
    public string WorkspaceFormula =>
        "64 bytes x (dy (4 q + 2 w + 2 true_rank + 32) + q^2 + dx (3 q + 2 true_rank + 32)), q = min(n, dx), w = dx where input_spectrum decays and n < dx, else q: eight trials side by side";

    /// <inheritdoc/>
    public IReadOnlyList<CellProblem> Check(Cell cell, RankSelection ranks) => LinearRules.Check(LinearParameters.ProblemOf(cell), ranks);

    /// <inheritdoc/>
    public IReadOnlyList<string> DataParameters(Cell cell)
    {
        LinearProblem problem = LinearParameters.ProblemOf(cell);
        var names = new List<string> { "dx", "dy", "n", "noise_std", "true_rank", "spectrum", "scale" };
        if (LinearParameters.ShiftDecays(problem))
        {
            names.Add("decay_rate");
        }

        if (LinearParameters.InputDecays(problem))
        {
            names.AddRange(["input_spectrum", "input_decay_rate", "input_rotated"]);
        }

        return names;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Outcome> Outcomes(Cell cell, RankSelection ranks)
    {
        if (ranks.Ranks is not null)
        {
            return Listed.GetValue(ranks, static selection => Outcomes(selection.Ranks!));
        }

        LinearProblem problem = LinearParameters.ProblemOf(cell);
        return Outcomes(Enumerable.Range(1, Math.Min(problem.Dx, problem.Dy)));
    }

    private static Outcome[] Outcomes(IEnumerable<int> ranks) => [new("full", null), .. ranks.Select(rank => new Outcome("lora", rank))];

    /// <inheritdoc/>
    public string LabelOf(Outcome outcome) => outcome.Rank is { } rank ? FormattableString.Invariant($"LoRA r = {rank}") : "full fine-tuning";

    /// <inheritdoc/>
    public Moments MomentsOf(Cell cell)
    {
        LinearProblem problem = LinearParameters.ProblemOf(cell);
        long distance = Math.Abs((long)problem.N - problem.Dx);
        return problem.NoiseStd == 0 || distance > 3 ? Moments.Finite : distance > 1 ? Moments.InfiniteVariance : Moments.InfiniteMean;
    }

    /// <inheritdoc/>
    public TheoryValue TheoryOf(Cell cell, Outcome outcome)
    {
        LinearProblem problem = LinearParameters.ProblemOf(cell);
        bool isFull = outcome.Rank is null || outcome.Rank >= problem.FittedRank;
        if (isFull)
        {
            return FullFineTuningTheory.Mean(problem) is { } mean ? new TheoryValue(mean, TheoryValue.Exact) : TheoryValue.None;
        }

        int rank = outcome.Rank!.Value;
        return CurveOf(problem) is { } curve ? new TheoryValue(curve.At(rank), ReachWords[(int)curve.ReachAt(rank)]) : new TheoryValue(null, "outside");
    }

    // The rows of a cell are asked for one after the other, on one thread.
    private static RiskCurve? CurveOf(LinearProblem problem)
    {
        if (_lastProblem != problem)
        {
            (_lastProblem, _lastCurve) = (problem, LoraTheory.Curve(problem));
        }

        return _lastCurve;
    }

    /// <inheritdoc/>
    public double SecondsPerTrial(Cell cell, RankSelection ranks)
    {
        LinearProblem problem = LinearParameters.ProblemOf(cell);
        int fitted = problem.FittedRank;
        int needed = ranks.Ranks is { } list ? list.Where(rank => rank < fitted).DefaultIfEmpty(0).Max() : fitted - 1;
        return FastSolver.IsDense(problem) ? DenseCost.SecondsPerTrial(problem, needed) : LinearCost.SecondsPerTrial(problem, needed);
    }

    /// <inheritdoc/>
    public double WorkspaceBytes(Cell cell) => FastSolver.WorkspaceBytes(LinearParameters.ProblemOf(cell));

    /// <inheritdoc/>
    public string NumericFingerprint() => Fingerprint.Value;

    /// <inheritdoc/>
    public ITrialRunner CreateRunner() => new LinearRunner();
}
