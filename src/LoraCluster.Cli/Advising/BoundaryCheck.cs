using LoraCluster.Numerics.Estimators;

namespace LoraCluster.Cli.Advising;

/// <summary>Theory's winner against simulation's at points beside the boundary, where they are hardest to tell apart.</summary>
/// <param name="Points">Points simulated.</param>
/// <param name="Agree">At which both name the same winner.</param>
/// <param name="Undecided">At which they do not, but simulation's difference is within two of its standard errors.</param>
internal sealed record BoundaryCheck(int Points, int Agree, int Undecided)
{
    /// <summary>The result in a sentence.</summary>
    public string Sentence =>
        $"{Points} points beside the boundary simulated: the same winner at {Agree}, undecided (within two standard errors) at {Undecided}, another at {Points - Agree - Undecided}";

    /// <summary>Simulates points in pairs of draws: LoRA at the predicted rank and full fine-tuning on the same data.</summary>
    public static BoundaryCheck Of(IReadOnlyList<BoundaryPoint> points, int trials)
    {
        var verdicts = points.AsParallel().Select(point => Judge(point, trials)).ToList();
        return new BoundaryCheck(points.Count, verdicts.Count(verdict => verdict == 0), verdicts.Count(verdict => verdict == 1));
    }

    private static int Judge(BoundaryPoint point, int trials)
    {
        var risks = new double[2 * trials];
        using var solver = new FastSolver();
        solver.Solve(point.Problem, 0, 0, 0, trials, [point.BestRank!.Value], risks);
        var difference = SampleMean.Of([.. Enumerable.Range(0, trials).Select(trial => risks[(2 * trial) + 1] - ((1 - BoundaryPoint.Noticeable) * risks[2 * trial]))]);
        return difference.Value < 0 == point.IsLora ? 0 : Math.Abs(difference.Value) < 2 * difference.Sem ? 1 : 2;
    }
}
