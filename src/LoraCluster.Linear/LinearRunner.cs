using LoraCluster.Numerics.Estimators;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Linear;

/// <summary>Runs trials through the fast solver.</summary>
internal sealed class LinearRunner : ITrialRunner
{
    private readonly FastSolver _solver = new();
    private int[] _ranks = [];

    public void Run(
        Cell cell, IReadOnlyList<Outcome> outcomes, ulong seed, ulong dataHash, long firstTrial, int trialCount, Span<double> losses)
    {
        if (_ranks.Length != outcomes.Count - 1)
        {
            _ranks = new int[outcomes.Count - 1];
        }

        for (int i = 0; i < _ranks.Length; i++)
        {
            _ranks[i] = outcomes[i + 1].Rank ?? throw new ArgumentException("every outcome but the first needs a rank", nameof(outcomes));
        }

        _solver.Solve(LinearParameters.ProblemOf(cell), seed, dataHash, checked((uint)firstTrial), trialCount, _ranks, losses);
    }

    public void Dispose() => _solver.Dispose();
}
