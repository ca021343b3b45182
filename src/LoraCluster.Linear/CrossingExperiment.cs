using System.Runtime.CompilerServices;
using LoraCluster.Numerics.Problems;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Linear;

/// <summary>
/// Looks, in each cell, for the value of one parameter at which LoRA's mean risk meets that of full fine-tuning (docs/crossings.md). A trial is an estimate of its own: the root of the mean difference
/// over its own draws, the same draws at every value, so that mean and standard error over trials are an estimate with an honest interval.
/// </summary>
internal sealed class CrossingExperiment : IExperiment
{
    // The first outcome: the best of all ranks asked for.
    private static readonly Outcome Best = new(LinearExperiment.Lora, null, CrossingSearch.Measure);

    private static readonly ConditionalWeakTable<OutcomeRequest, Outcome[]> Listed = [];

    private readonly LinearExperiment _inner;
    private readonly CrossingSearch _search;
    private readonly int _along;

    public CrossingExperiment(LinearExperiment inner, CrossingSearch search)
    {
        (_inner, _search) = (inner, search);
        _along = inner.Parameters.Select(p => p.Name).ToList().IndexOf(search.Along);
        Parameters = [.. inner.Parameters.Where((_, i) => i != _along)];
    }

    public string Name => _inner.Name;

    public string LossLabel => $"{_inner.Parameters[_along].Label} at the crossing";

    public IReadOnlyList<ParameterSpec> Parameters { get; }

    public IReadOnlyList<string> Methods { get; } = [LinearExperiment.Lora];

    public string MissingWord => "no_crossing";

    public string WorkspaceFormula => _inner.WorkspaceFormula;

    public IReadOnlyList<CellProblem> Check(Cell cell, OutcomeRequest request)
    {
        Cell middle = Inner(cell, Math.Sqrt(_search.Low) * Math.Sqrt(_search.High));
        CellProblem[] problems = [.. new[] { middle, Inner(cell, _search.Low), Inner(cell, _search.High) }.Select(inner => _inner.Check(inner, new OutcomeRequest(request.Ranks))).FirstOrDefault(found => found.Count > 0) ?? []];
        return _inner.MomentsOf(middle, LinearExperiment.Baseline) != Moments.InfiniteMean ? problems :
        [
            .. problems,
            new CellProblem(["n", "dx"], "full fine-tuning has no mean risk to be met", "|n - dx| <= 1", "|n - dx| > 1", "leave these cells out with where"),
        ];
    }

    public IReadOnlyList<string> DataParameters(Cell cell) => [.. _inner.DataParameters(Inner(cell, _search.Low)).Where(name => name != _search.Along)];

    public IReadOnlyList<Outcome> Outcomes(Cell cell, OutcomeRequest request) => request.Ranks.Ranks is { } ranks
        ? Listed.GetValue(request, _ => Outcomes(ranks))
        : Outcomes(Enumerable.Range(1, Math.Min(ProblemOf(cell, _search.Low).Dx, ProblemOf(cell, _search.Low).Dy)));

    public string LabelOf(Outcome outcome) => outcome.Rank is null ? "LoRA at its best rank" : _inner.LabelOf(outcome);

    // A root within an interval is bounded.
    public Moments MomentsOf(Cell cell, Outcome outcome) => Moments.Finite;

    // Which ranks the best one is the best of is not told here.
    public TheoryValue TheoryOf(Cell cell, Outcome outcome) =>
        outcome.Rank is { } rank ? CrossingTheory.Of(x => ProblemOf(cell, x), _search, rank) : TheoryValue.None;

    public double SecondsPerTrial(Cell cell, OutcomeRequest request)
    {
        double looks = CrossingRoot.FirstLooks + (CrossingRoot.UsualSteps * Outcomes(cell, request).Count);
        return _search.Draws * looks * _inner.SecondsPerTrial(Inner(cell, Math.Sqrt(_search.Low) * Math.Sqrt(_search.High)), new OutcomeRequest(request.Ranks));
    }

    public double WorkspaceBytes(Cell cell, OutcomeRequest request) => _inner.WorkspaceBytes(Inner(cell, _search.High), new OutcomeRequest(request.Ranks));

    public string NumericFingerprint() => _inner.NumericFingerprint();

    public ITrialRunner CreateRunner() => new CrossingRunner(_search, ProblemOf);

    private static Outcome[] Outcomes(IEnumerable<int> ranks) => [Best, .. ranks.Select(rank => Best with { Rank = rank })];

    private LinearProblem ProblemOf(Cell cell, double value) => LinearParameters.ProblemOf(Inner(cell, value));

    private Cell Inner(Cell cell, double value) =>
        cell with { Values = [.. cell.Values.Take(_along), ParameterValue.Of(value), .. cell.Values.Skip(_along)] };
}
