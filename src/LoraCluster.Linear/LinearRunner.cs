using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Estimators.Updates;
using LoraCluster.Numerics.Problems;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Linear;

/// <summary>Runs trials: the risks of full fine-tuning and of LoRA through the fast solver, everything else through explicit updates of the same draws.</summary>
internal sealed class LinearRunner : ITrialRunner
{
    private readonly FastSolver _solver = new();
    private UpdateSolver? _updates;
    private IReadOnlyList<Outcome>? _planned;
    private int[] _ranks = [];
    private UpdateRequest[] _others = [];
    private double[] _fast = [];

    public void Run(
        Cell cell, IReadOnlyList<Outcome> outcomes, ulong seed, ulong dataHash, long firstTrial, int trialCount, Span<double> losses)
    {
        if (!ReferenceEquals(_planned, outcomes))
        {
            Plan(outcomes);
        }

        LinearProblem problem = LinearParameters.ProblemOf(cell);
        uint first = checked((uint)firstTrial);
        if (_others.Length == 0)
        {
            _solver.Solve(problem, seed, dataHash, first, trialCount, _ranks, losses);
            return;
        }

        int width = 1 + _ranks.Length;
        if (_fast.Length < trialCount * width)
        {
            _fast = new double[trialCount * width];
        }

        _solver.Solve(problem, seed, dataHash, first, trialCount, _ranks, _fast);
        for (int t = 0; t < trialCount; t++)
        {
            _fast.AsSpan(t * width, width).CopyTo(losses[(t * outcomes.Count)..]);
        }

        _updates ??= new UpdateSolver();
        _updates.Solve(problem, seed, dataHash, first, trialCount, _others, losses, outcomes.Count);
    }

    public void Dispose()
    {
        _solver.Dispose();
        _updates?.Dispose();
    }

    // The risks of full fine-tuning and of LoRA stand first.
    private void Plan(IReadOnlyList<Outcome> outcomes)
    {
        if (outcomes[0] != LinearExperiment.Baseline)
        {
            throw new ArgumentException("the first outcome must be the risk of full fine-tuning", nameof(outcomes));
        }

        int fast = 1;
        while (fast < outcomes.Count && outcomes[fast] is { Method: LinearExperiment.Lora, Measure: Outcome.Risk })
        {
            fast++;
        }

        _ranks = [.. outcomes.Take(fast).Skip(1).Select(o => o.Rank ?? throw new ArgumentException("LoRA needs a rank", nameof(outcomes)))];
        _others =
        [
            .. outcomes.Select((o, place) => (Outcome: o, Place: place)).Skip(fast)
                .Select(o => new UpdateRequest(UpdateCatalog.Method(o.Outcome.Method), o.Outcome.Rank, UpdateCatalog.Measure(o.Outcome.Measure), o.Place)),
        ];
        _planned = outcomes;
    }
}
