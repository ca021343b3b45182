namespace LoraCluster.Sweeps.Running;

/// <summary>Why a sweep failed; each kind has an exit code of its own.</summary>
public enum SweepFailure
{
    /// <summary>Some blocks were given up; every other part is committed.</summary>
    FailedCells,

    /// <summary>A cell of a grid too large to be checked whole breaks a rule (exit class 65).</summary>
    InvalidCell,

    /// <summary>Storing parts failed too often (exit class 74).</summary>
    Store,

    /// <summary>The output directory refused (exit class 73).</summary>
    StoreRefused,

    /// <summary>The same computation gave different bits (exit class 70).</summary>
    DeterminismViolation,

    /// <summary>A fault in this program (exit class 70).</summary>
    Internal,
}
