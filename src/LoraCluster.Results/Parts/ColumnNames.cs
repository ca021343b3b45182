namespace LoraCluster.Results.Parts;

/// <summary>Names of the columns that are not an experiment's parameters. An experiment must not use them for its own.</summary>
public static class ColumnNames
{
    /// <summary>The grid position, int64.</summary>
    public const string Cell = "cell";

    /// <summary>The estimator, string.</summary>
    public const string Method = "method";

    /// <summary>Its rank, int32 or null.</summary>
    public const string Rank = "rank";

    /// <summary>What is measured of the estimator, string.</summary>
    public const string Measure = "measure";

    /// <summary>The rank advised, int32 or null.</summary>
    public const string AdvisedRank = "advised_rank";

    /// <summary>Trials run, int32.</summary>
    public const string Trials = "trials";

    /// <summary>Trials that did not converge, int32.</summary>
    public const string Failed = "failed";

    /// <summary>What <c>theory_mean</c> is worth, string.</summary>
    public const string TheoryStatus = "theory_status";

    /// <summary>What the row is worth, string.</summary>
    public const string Status = "status";

    /// <summary>The number of a trial, int32.</summary>
    public const string Trial = "trial";

    /// <summary>What one trial measured, double or null.</summary>
    public const string Value = "value";
}
