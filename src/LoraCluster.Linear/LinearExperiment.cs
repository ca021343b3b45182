using System.Runtime.CompilerServices;
using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Estimators.Updates;
using LoraCluster.Numerics.Problems;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Linear;

/// <summary>The linear model of arXiv:2605.19018 as an experiment: excess risk of full fine-tuning and of LoRA at each rank.</summary>
public sealed class LinearExperiment : IExperiment
{
    /// <summary>The baseline's method.</summary>
    internal const string Full = "full";

    /// <summary>The method whose ranks are compared with it.</summary>
    internal const string Lora = "lora";

    /// <summary>The risk of full fine-tuning.</summary>
    internal static readonly Outcome Baseline = new(Full, null);

    // The same for every cell, and asked for at each.
    private static readonly ConditionalWeakTable<OutcomeRequest, Outcome[]> Listed = [];

    private static readonly string[] Defaults = [Full, Lora];

    private static readonly Lazy<string> Fingerprint = new(LinearFingerprint.Compute);

    /// <inheritdoc/>
    public string Name => "linear";

    /// <inheritdoc/>
    public string LossLabel => "excess risk E‖(Â − A*)x‖²";

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSpec> Parameters => LinearParameters.All;

    /// <inheritdoc/>
    public string WorkspaceFormula =>
        "64 bytes x (dy (4 q + 2 w + 2 true_rank + 32) + q^2 + dx (3 q + 2 true_rank + 32)), q = min(n, dx), w = dx where input_spectrum decays and n < dx, else q: eight trials side by side (methods and diagnostics may need more)";

    /// <inheritdoc/>
    public IReadOnlyList<CellProblem> Check(Cell cell, OutcomeRequest request) => LinearRules.Check(LinearParameters.ProblemOf(cell), request);

    /// <inheritdoc/>
    public IReadOnlyList<string> DataParameters(Cell cell)
    {
        LinearProblem problem = LinearParameters.ProblemOf(cell);
        var names = new List<string> { "dx", "dy", "n", "noise_std", "true_rank", "spectrum", "scale" };
        if (LinearParameters.ShiftDecays(problem))
        {
            names.Add("decay_rate");
        }

        if (LinearParameters.InputDecays(problem))
        {
            names.AddRange(["input_spectrum", "input_decay_rate", "input_rotated"]);
        }

        return names;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Methods { get; } = [.. UpdateCatalog.Methods.Select(m => m.Name)];

    /// <inheritdoc/>
    public IReadOnlyList<string> DefaultMethods => Defaults;

    /// <inheritdoc/>
    public IReadOnlyList<string> Diagnostics { get; } = [.. UpdateCatalog.Measures.Skip(1).Select(m => m.Name)];

    /// <inheritdoc/>
    public IReadOnlyList<string> Crossings { get; } = ["lora-vs-full"];

    /// <inheritdoc/>
    public IReadOnlyList<string> CrossingParameters { get; } = ["noise_std", "scale", "decay_rate"];

    /// <inheritdoc/>
    public IExperiment Find(CrossingSearch search) => new CrossingExperiment(this, search);

    /// <inheritdoc/>
    public IReadOnlyList<Outcome> Outcomes(Cell cell, OutcomeRequest request)
    {
        if (request.Ranks.Ranks is not null)
        {
            return Listed.GetValue(request, static wanted => Outcomes(wanted, wanted.Ranks.Ranks!));
        }

        LinearProblem problem = LinearParameters.ProblemOf(cell);
        return Outcomes(request, Enumerable.Range(1, Math.Min(problem.Dx, problem.Dy)));
    }

    private static Outcome[] Outcomes(OutcomeRequest request, IEnumerable<int> ranks)
    {
        IUpdateMethod[] methods = [.. (request.Methods ?? Defaults).Select(UpdateCatalog.Method)];
        return
        [
            .. from measure in request.Diagnostics.Prepend(Outcome.Risk)
               from method in methods
               from rank in method.HasRank ? ranks.Select(r => (int?)r) : [null]
               select new Outcome(method.Name, rank, measure),
        ];
    }

    /// <inheritdoc/>
    public string LabelOf(Outcome outcome) => (outcome.Method, outcome.Rank) switch
    {
        (Full, _) => "full fine-tuning",
        (Lora, { } rank) => FormattableString.Invariant($"LoRA r = {rank}"),
        ("lora_advised", _) => "LoRA, rank from residual",
        ("ridge", _) => "ridge",
        ("nuclear", _) => "nuclear norm",
        ("mica", { } rank) => FormattableString.Invariant($"MiCA r = {rank}"),
        _ => outcome.Method,
    };

    /// <inheritdoc/>
    public Moments MomentsOf(Cell cell, Outcome outcome)
    {
        // Asked for every row of a dataset, so without the whole problem. A penalty keeps the inverse bounded, and a count is bounded anyway.
        var (samples, inputs, noise) = LinearParameters.ShapeOf(cell);
        long distance = Math.Abs(samples - inputs);
        bool isBounded = distance > 3 || noise == 0 || outcome.Method == "ridge" || outcome.Measure == "intruder_dimensions";
        return isBounded ? Moments.Finite : distance > 1 ? Moments.InfiniteVariance : Moments.InfiniteMean;
    }

    /// <inheritdoc/>
    public TheoryValue TheoryOf(Cell cell, Outcome outcome) => LinearTheory.Of(LinearParameters.ProblemOf(cell), outcome);

    /// <inheritdoc/>
    public Recommendation? AdviceOf(Cell cell) => LinearTheory.AdviceOf(LinearParameters.ProblemOf(cell));

    /// <inheritdoc/>
    public double SecondsPerTrial(Cell cell, OutcomeRequest request)
    {
        LinearProblem problem = LinearParameters.ProblemOf(cell);
        int fitted = problem.FittedRank;
        int needed = request.Ranks.Ranks is { } list ? list.Where(rank => rank < fitted).DefaultIfEmpty(0).Max() : fitted - 1;
        double risks = FastSolver.IsDense(problem) ? DenseCost.SecondsPerTrial(problem, needed) : LinearCost.SecondsPerTrial(problem, needed);
        return request.Methods is null && request.Diagnostics.Count == 0 ? risks : risks + UpdateCost.SecondsPerTrial(problem, Outcomes(cell, request));
    }

    /// <inheritdoc/>
    public double WorkspaceBytes(Cell cell, OutcomeRequest request)
    {
        LinearProblem problem = LinearParameters.ProblemOf(cell);
        double risks = FastSolver.WorkspaceBytes(problem);
        return request.Methods is null && request.Diagnostics.Count == 0 ? risks : risks + UpdateCost.WorkspaceBytes(problem, Outcomes(cell, request));
    }

    /// <inheritdoc/>
    public string NumericFingerprint() => Fingerprint.Value;

    /// <inheritdoc/>
    public ITrialRunner CreateRunner() => new LinearRunner();
}
