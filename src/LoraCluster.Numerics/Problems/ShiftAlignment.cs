namespace LoraCluster.Numerics.Problems;

/// <summary>How the column space of the task shift lies to the left singular vectors of the pre-trained map A0 (docs/theory.md, "More estimators").</summary>
public enum ShiftAlignment
{
    /// <summary>As it falls: A0 is Gaussian and knows nothing of the shift.</summary>
    None,

    /// <summary>Spanned by the k left singular vectors of A0 with the least singular values.</summary>
    Minor,

    /// <summary>Spanned by the k with the greatest.</summary>
    Major,
}
