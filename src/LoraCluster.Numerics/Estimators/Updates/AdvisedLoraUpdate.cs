using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Theory;
using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>LoRA at the rank that <see cref="ResidualThreshold"/> reads from the singular values of each trial's residual, knowing σ but not the shift; it may be 0.</summary>
public sealed class AdvisedLoraUpdate : IUpdateMethod
{
    /// <inheritdoc/>
    public string Name => "lora_advised";

    /// <inheritdoc/>
    public bool HasRank => false;

    /// <inheritdoc/>
    public IEnumerable<(int? Rank, Matrix<double> Update)> Updates(TrialDraw draw, IReadOnlyList<int> ranks)
    {
        LinearProblem problem = draw.Problem;
        if (problem.NoiseStd == 0)
        {
            return [(null, draw.Full)];
        }

        // The threshold does not exist where the mean risk of full fine-tuning does not; its next neighbour does.
        int samples = Math.Abs((long)problem.N - problem.Dx) > 1 ? problem.N : problem.N >= problem.Dx ? problem.Dx + 2 : Math.Max(1, problem.Dx - 2);
        double threshold = new ResidualThreshold(problem.Dx, problem.Dy, samples, problem.NoiseStd).Value;
        return [(null, draw.Weighted(s => s > threshold ? 1 : 0))];
    }
}
