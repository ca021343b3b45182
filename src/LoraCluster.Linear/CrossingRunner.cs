using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Problems;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Linear;

/// <summary>Finds crossings: each trial looks at the mean difference over its own draws, wherever its roots lead it.</summary>
internal sealed class CrossingRunner(CrossingSearch search, Func<Cell, double, LinearProblem> problemOf) : ITrialRunner
{
    private readonly FastSolver _solver = new();
    private readonly double[] _places = CrossingRoot.Places(search);

    public void Run(
        Cell cell, IReadOnlyList<Outcome> outcomes, ulong seed, ulong dataHash, long firstTrial, int trialCount, Span<double> losses)
    {
        int[] ranks = [.. outcomes.Skip(1).Select(o => o.Rank ?? throw new ArgumentException("every outcome but the first needs a rank", nameof(outcomes)))];
        for (int t = 0; t < trialCount; t++)
        {
            uint first = checked((uint)((firstTrial + t) * search.Draws));
            var means = new Dictionary<double, double[]>();
            double[] At(double x)
            {
                if (!means.TryGetValue(x, out double[]? differences))
                {
                    means.Add(x, differences = Differences(problemOf(cell, x), seed, dataHash, first, ranks));
                }

                return differences;
            }

            for (int o = 0; o < outcomes.Count; o++)
            {
                int outcome = o;
                losses[(t * outcomes.Count) + o] = CrossingRoot.Find(search, _places, x => At(x)[outcome]);
            }
        }
    }

    public void Dispose() => _solver.Dispose();

    // Mean risks less that of full fine-tuning: of the best rank, then of each.
    private double[] Differences(LinearProblem problem, ulong seed, ulong dataHash, uint first, int[] ranks)
    {
        int width = 1 + ranks.Length;
        var risks = new double[search.Draws * width];
        _solver.Solve(problem, seed, dataHash, first, search.Draws, ranks, risks);
        var differences = new double[width];
        for (int t = 0; t < search.Draws; t++)
        {
            for (int r = 1; r < width; r++)
            {
                differences[r] += risks[(t * width) + r] - risks[t * width];
            }
        }

        // From the fitted residual's rank on LoRA is full fine-tuning, and never better or worse.
        double best = double.NaN;
        for (int r = 1; r < width; r++)
        {
            differences[r] = ranks[r - 1] < problem.FittedRank ? differences[r] : double.NaN;
            best = differences[r] >= best ? best : double.IsNaN(differences[r]) ? best : differences[r];
        }

        differences[0] = best;
        return differences;
    }
}
