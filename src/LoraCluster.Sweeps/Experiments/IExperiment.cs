using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Experiments;

/// <summary>
/// The one thing that sweeps, cluster and results know about what is being simulated. Implementations are immutable and
/// thread-safe; everything they answer is a pure function of the arguments and the release.
/// </summary>
public interface IExperiment
{
    /// <summary>The word after <c>experiment:</c> in a sweep file.</summary>
    string Name { get; }

    /// <summary>Why this program cannot run it here (a part is not installed) and what to do; null where it can. Asking may load that part.</summary>
    string? Unavailable => null;

    /// <summary>What this machine lacks to run one cell, data or a model, and what to do; null where it lacks nothing. Asking may read files.</summary>
    string? LackingFor(Cell cell) => null;

    /// <summary>What a loss is, in a few words with its symbol, for the axis of a figure.</summary>
    string LossLabel => "loss";

    /// <summary>The grid parameters, in the order of their columns. A cell's values stand in this order.</summary>
    IReadOnlyList<ParameterSpec> Parameters { get; }

    /// <summary>Rules that concern several fields of one cell; empty where the cell can be run.</summary>
    IReadOnlyList<CellProblem> Check(Cell cell, OutcomeRequest request);

    /// <summary>
    /// The parameters that shape a cell's data, by name: those that enter its random stream. A parameter without
    /// influence on this cell (a decay rate where nothing decays) must be left out.
    /// </summary>
    IReadOnlyList<string> DataParameters(Cell cell);

    /// <summary>The estimators it knows, in the order of the dataset, the baseline first; empty where there is no choice.</summary>
    IReadOnlyList<string> Methods => [];

    /// <summary>Those of a sweep that names none.</summary>
    IReadOnlyList<string> DefaultMethods => Methods;

    /// <summary>What can be measured of each estimator beside its loss.</summary>
    IReadOnlyList<string> Diagnostics => [];

    /// <summary>Pairs of estimators whose crossing can be looked for; empty where there is nothing to find.</summary>
    IReadOnlyList<string> Crossings => [];

    /// <summary>The real parameters along which it can be looked for.</summary>
    IReadOnlyList<string> CrossingParameters => [];

    /// <summary>The experiment whose trials find a crossing; <see cref="NotSupportedException"/> where <see cref="Crossings"/> is empty.</summary>
    IExperiment Find(CrossingSearch search) => throw new NotSupportedException($"experiment {Name} has nothing to find");

    /// <summary>The rows of a cell in the order of the dataset: measure by measure, the baseline first in each.</summary>
    IReadOnlyList<Outcome> Outcomes(Cell cell, OutcomeRequest request);

    /// <summary>An outcome in a few words, for the legend of a figure.</summary>
    string LabelOf(Outcome outcome) => outcome.Rank is { } rank ? FormattableString.Invariant($"{outcome.Method}, rank {rank}") : outcome.Method;

    /// <summary>What the status of a row says where some trials have no value.</summary>
    string MissingWord => "nonconverged";

    /// <summary>Which moments of an outcome's losses exist in this cell.</summary>
    Moments MomentsOf(Cell cell, Outcome outcome);

    /// <summary>The closed-form mean of one outcome, where one is known.</summary>
    TheoryValue TheoryOf(Cell cell, Outcome outcome);

    /// <summary>Which estimator to take in this cell, as far as can be told without a trial; null where it cannot.</summary>
    Recommendation? AdviceOf(Cell cell) => null;

    /// <summary>Predicted seconds per trial on the reference machine. A fixed formula: part boundaries follow from it.</summary>
    double SecondsPerTrial(Cell cell, OutcomeRequest request);

    /// <summary>Bytes of memory that one runner needs for this cell.</summary>
    double WorkspaceBytes(Cell cell, OutcomeRequest request);

    /// <summary>How <see cref="WorkspaceBytes"/> is reckoned, for error messages.</summary>
    string WorkspaceFormula { get; }

    /// <summary>
    /// A hash of a short self-test of the arithmetic; machines whose fingerprints differ must not share a sweep. Throws <see cref="ExperimentUnavailableException"/> where <see cref="Unavailable"/> says why.
    /// </summary>
    string NumericFingerprint();

    /// <summary>Makes a runner. Each belongs to one thread at a time. Throws as <see cref="NumericFingerprint"/> does.</summary>
    ITrialRunner CreateRunner();
}
