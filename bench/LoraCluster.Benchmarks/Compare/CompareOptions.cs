namespace LoraCluster.Benchmarks.Compare;

/// <summary>How a comparison is made.</summary>
/// <param name="CommandLine">What was typed, for the record.</param>
/// <param name="Sweeps">Names of the sweeps.</param>
/// <param name="Fraction">Share of each cell's trials that NumPy runs; its time is scaled up.</param>
/// <param name="Sizes">Dimensions of the kernels.</param>
/// <param name="Interpreters">Python programs to try, in order.</param>
/// <param name="Folder">Where the results go.</param>
internal sealed record CompareOptions(
    string CommandLine,
    IReadOnlyList<string> Sweeps,
    double Fraction,
    IReadOnlyList<int> Sizes,
    IReadOnlyList<string> Interpreters,
    string Folder);
