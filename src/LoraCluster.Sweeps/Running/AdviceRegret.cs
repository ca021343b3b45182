using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Running;

/// <summary>What following the experiment's advice costs: the advised estimator's mean risk over the smallest among those it was chosen from, less one.</summary>
/// <param name="Rank">The rank advised.</param>
/// <param name="Regret">The cost; null where the advised estimator is not among the outcomes, or means do not exist.</param>
internal readonly record struct AdviceRegret(int Rank, double? Regret)
{
    /// <summary>Of a cell whose first outcomes, those of the risk, have these summaries; null where the experiment gives no advice.</summary>
    public static AdviceRegret? Of(IExperiment experiment, Cell cell, IReadOnlyList<Outcome> outcomes, ReadOnlySpan<OutcomeSummary> summaries)
    {
        if (outcomes[0].Measure != Outcome.Risk || experiment.AdviceOf(cell) is not { } advice)
        {
            return null;
        }

        double least = double.PositiveInfinity, advised = double.NaN;
        for (int o = 0; o < summaries.Length; o++)
        {
            bool isChoice = o == 0 || outcomes[o].Method == advice.Method;
            if (isChoice && summaries[o].Count > 0 && double.IsFinite(summaries[o].Mean) && experiment.MomentsOf(cell, outcomes[o]) != Moments.InfiniteMean)
            {
                least = Math.Min(least, summaries[o].Mean);
                advised = outcomes[o] == advice.Choice ? summaries[o].Mean : advised;
            }
        }

        return new AdviceRegret(advice.Rank, least > 0 && double.IsFinite(advised) ? (advised / least) - 1 : null);
    }
}
