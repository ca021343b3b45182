using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Theory;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Linear;

/// <summary>What is known of the expectation of each outcome (docs/theory.md).</summary>
internal static class LinearTheory
{
    private static readonly string[] ReachWords = ["ok", "near threshold", "near n = dx"];

    [ThreadStatic]
    private static LinearProblem? _lastProblem;

    [ThreadStatic]
    private static RiskCurve? _lastCurve;

    /// <summary>The expectation of an outcome.</summary>
    public static TheoryValue Of(LinearProblem problem, Outcome outcome) => (outcome.Measure, outcome.Method) switch
    {
        (Outcome.Risk, LinearExperiment.Full) => Exact(FullFineTuningTheory.Mean(problem)),
        (Outcome.Risk, LinearExperiment.Lora) when outcome.Rank < problem.FittedRank => Lora(problem, outcome.Rank!.Value),
        (Outcome.Risk, LinearExperiment.Lora) => Exact(FullFineTuningTheory.Mean(problem)),
        (Outcome.Risk, "mica") => Exact(MicaTheory.Mean(problem, outcome.Rank!.Value)),
        ("forgetting", LinearExperiment.Full) => Exact(FullFineTuningTheory.Forgetting(problem)),
        _ => TheoryValue.None,
    };

    /// <summary>The rank to take; null where the theory does not reach or n is so near dx that single draws decide.</summary>
    public static Recommendation? AdviceOf(LinearProblem problem)
    {
        if (CurveOf(problem) is not { IsNearSquare: false } curve)
        {
            return null;
        }

        int best = curve.BestRank();
        return new Recommendation(best, best < problem.FittedRank ? new Outcome(LinearExperiment.Lora, best) : LinearExperiment.Baseline, LinearExperiment.Lora);
    }

    private static TheoryValue Exact(double? mean) => mean is { } value ? new TheoryValue(value, TheoryValue.Exact) : TheoryValue.None;

    private static TheoryValue Lora(LinearProblem problem, int rank) =>
        CurveOf(problem) is { } curve ? new TheoryValue(curve.At(rank), ReachWords[(int)curve.ReachAt(rank)]) : new TheoryValue(null, "outside");

    // The rows of a cell are asked for one after the other, on one thread.
    private static RiskCurve? CurveOf(LinearProblem problem)
    {
        if (_lastProblem != problem)
        {
            (_lastProblem, _lastCurve) = (problem, LoraTheory.Curve(problem));
        }

        return _lastCurve;
    }
}
