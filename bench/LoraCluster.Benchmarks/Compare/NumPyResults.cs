namespace LoraCluster.Benchmarks.Compare;

/// <summary>What takes part on Python's side.</summary>
internal sealed record NumPySoftware(string Python, string Numpy, string Scipy, string Blas);

/// <summary>The document of <c>paper.py --json</c>.</summary>
internal sealed record NumPyRun(NumPySoftware Software, int Processes, IReadOnlyList<NumPySweep> Sweeps);

/// <summary>One sweep of it. <paramref name="Seconds"/> is the wall time of the pool's work, without Python's start.</summary>
internal sealed record NumPySweep(
    string Sweep, int TrialsPerCell, int TrialsPerCellComplete, long Trials, double Seconds, IReadOnlyList<NumPyCell> Cells)
{
    /// <summary>What a run of <paramref name="wall"/> seconds would have taken with every trial: the pool's work grows with the trials, the rest does not.</summary>
    public double Scaled(double wall) => wall - Seconds + (Seconds * TrialsPerCellComplete / TrialsPerCell);
}

/// <summary>One cell: the values of the swept parameters, and an outcome for full fine-tuning and each rank.</summary>
internal sealed record NumPyCell(IReadOnlyDictionary<string, double> Swept, IReadOnlyList<NumPyOutcome> Outcomes);

/// <summary>Mean and standard error of one estimator's risk; the rank is null for full fine-tuning.</summary>
internal sealed record NumPyOutcome(int? Rank, double Mean, double? Sem);

/// <summary>The document of <c>fast.py --json</c>.</summary>
internal sealed record LapackRun(NumPySoftware Software, IReadOnlyList<LapackRow> Rows);

/// <summary>Milliseconds per trial with one of LAPACK's decompositions: <c>eigh</c>, <c>svd</c> or <c>subset</c>.</summary>
internal sealed record LapackRow(int D, string Method, double Ms);
