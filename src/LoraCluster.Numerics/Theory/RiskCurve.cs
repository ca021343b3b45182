namespace LoraCluster.Numerics.Theory;

/// <summary>LoRA's expected excess risk at every rank, as the sum of two parts; index r is rank r, from 0 (the pre-trained map) to the rank of the fitted residual.</summary>
/// <param name="Bias">What of the task shift the update misses: ‖(I − U_r U_rᵀ)Δ‖², plus what no sample shows where n &lt; dx. Falls with r.</param>
/// <param name="Variance">What of the noise the update carries: ‖U_r U_rᵀ N‖². Grows with r.</param>
/// <param name="Unsure">Ranks whose own shift direction is about to vanish in the noise.</param>
/// <param name="IsNearSquare">Whether n is so near dx that single draws of the inputs decide.</param>
public sealed record RiskCurve(IReadOnlyList<double> Bias, IReadOnlyList<double> Variance, Range Unsure, bool IsNearSquare)
{
    /// <summary>How far the value at a rank is to be trusted.</summary>
    public TheoryReach ReachAt(int rank) =>
        IsNearSquare ? TheoryReach.NearSquare : rank >= Unsure.Start.Value && rank < Unsure.End.Value ? TheoryReach.NearThreshold : TheoryReach.Ok;

    /// <summary>The largest rank; LoRA of this rank or more is full fine-tuning.</summary>
    public int RankMax => Bias.Count - 1;

    /// <summary>The expected excess risk at rank <paramref name="rank"/>, at least 0; ranks above <see cref="RankMax"/> are as that.</summary>
    public double At(int rank) => Bias[Math.Min(rank, RankMax)] + Variance[Math.Min(rank, RankMax)];

    /// <summary>The rank, 1 … <see cref="RankMax"/>, with the least expected excess risk; the smallest of equals.</summary>
    public int BestRank()
    {
        int best = 1;
        for (int rank = 2; rank <= RankMax; rank++)
        {
            best = At(rank) < At(best) ? rank : best;
        }

        return best;
    }
}
