using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Experiments;

/// <summary>Runs trials of cells, one call at a time, reusing its workspace. Not thread-safe.</summary>
public interface ITrialRunner : IDisposable
{
    /// <summary>
    /// Runs <paramref name="trialCount"/> consecutive trials of one cell and writes the loss of trial
    /// <c>firstTrial + t</c> and outcome <c>o</c> to <c>losses[t * outcomes.Count + o]</c>. NaN means that this
    /// trial did not converge. A value depends on (seed, data hash, cell, trial, outcome) and on nothing else: not on which other trials or
    /// outcomes are asked for.
    /// </summary>
    void Run(
        Cell cell,
        IReadOnlyList<Outcome> outcomes,
        ulong seed,
        ulong dataHash,
        long firstTrial,
        int trialCount,
        Span<double> losses);
}
