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

    /// <summary>What a loss is, in a few words with its symbol, for the axis of a figure.</summary>
    string LossLabel => "loss";

    /// <summary>The grid parameters, in the order of their columns. A cell's values stand in this order.</summary>
    IReadOnlyList<ParameterSpec> Parameters { get; }

    /// <summary>Rules that concern several fields of one cell; empty where the cell can be run.</summary>
    IReadOnlyList<CellProblem> Check(Cell cell, RankSelection ranks);

    /// <summary>
    /// The parameters that shape a cell's data, by name: those that enter its random stream. A parameter without
    /// influence on this cell (a decay rate where nothing decays) must be left out.
    /// </summary>
    IReadOnlyList<string> DataParameters(Cell cell);

    /// <summary>The rows of a cell, baseline first, in the order of the dataset.</summary>
    IReadOnlyList<Outcome> Outcomes(Cell cell, RankSelection ranks);

    /// <summary>An outcome in a few words, for the legend of a figure.</summary>
    string LabelOf(Outcome outcome) => outcome.Rank is { } rank ? FormattableString.Invariant($"{outcome.Method}, rank {rank}") : outcome.Method;

    /// <summary>Which moments of the losses exist in this cell.</summary>
    Moments MomentsOf(Cell cell);

    /// <summary>The closed-form mean of one outcome, where one is known.</summary>
    TheoryValue TheoryOf(Cell cell, Outcome outcome);

    /// <summary>Predicted seconds per trial on the reference machine. A fixed formula: part boundaries follow from it.</summary>
    double SecondsPerTrial(Cell cell, RankSelection ranks);

    /// <summary>Bytes of memory that one runner needs for this cell.</summary>
    double WorkspaceBytes(Cell cell);

    /// <summary>How <see cref="WorkspaceBytes"/> is reckoned, for error messages.</summary>
    string WorkspaceFormula { get; }

    /// <summary>A hash of a short self-test of the arithmetic; machines whose fingerprints differ must not share a sweep.</summary>
    string NumericFingerprint();

    /// <summary>Makes a runner. Each belongs to one thread at a time.</summary>
    ITrialRunner CreateRunner();
}
