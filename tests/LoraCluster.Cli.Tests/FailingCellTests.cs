using LoraCluster.Cli.Running;
using LoraCluster.Cluster.Local;
using LoraCluster.Linear;
using LoraCluster.Results.Reading;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Cli.Tests;

/// <summary>Cells that cannot be computed: what the sweep around them comes to, and what the user is told.</summary>
public sealed class FailingCellTests : IDisposable
{
    private readonly Workplace _place = new();
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_trial_that_does_not_converge_is_a_status_on_its_row_and_counted_in_the_summary()
    {
        Assert.Equal(0, await Run((cell, losses) => losses[0] = cell.Index == 4 ? double.NaN : losses[0]));
        Assert.Contains("trials that did not converge: in 1 cell (status 'nonconverged')", _out.ToString(), StringComparison.Ordinal);
        var rows = new RiskReader(new LinearExperiment().Parameters).ReadDataset(_place.Path("out")).SelectMany(cell => cell.Rows.Select(row => (cell.Cell.Index, row))).ToList();
        Assert.All(rows, r => Assert.Equal(r.Index == 4 && r.row.Outcome.Rank is null ? "nonconverged" : "ok", r.row.Status));
        Assert.All(rows, r => Assert.False(double.IsNaN(r.row.Mean ?? 0)));
    }

    [Fact]
    public async Task A_cell_that_crashes_its_solver_is_given_up_and_named_and_the_rest_completes()
    {
        Assert.Equal(65, await Run((cell, _) => Require(cell.Index != 4)));
        Assert.Contains("7 of 8 parts committed", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("cells 4…4", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("the solver met its end", _error.ToString(), StringComparison.Ordinal);

        _error.GetStringBuilder().Clear();
        Assert.Equal(0, await Run((_, _) => { }));
        Assert.Contains("7 of 8 parts are on disk", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_breaks_a_rule_in_a_grid_too_large_to_check_stops_the_sweep_and_is_named()
    {
        string sweep = _place.Write("s.yaml", """
            name: needle
            trials: 1
            grid: {dx: 4, dy: 4, n: {range: {from: 1, to: 400000}}, true_rank: "max(1, 6 - abs(n - 12345))", spectrum: gaussian, noise_std: 1}
            """);
        (int code, _, string error) = await Workplace.RunAsync("run", sweep, "--out", _place.Path("out"), "--quiet");
        Assert.Equal(65, code);
        Assert.Contains("cell 12343: true_rank, dx, dy: the task shift cannot have this rank; got true_rank 5 with dx 4, dy 4", error, StringComparison.Ordinal);
        Assert.Contains("invalid_cells: skip", error, StringComparison.Ordinal);
    }

    private async Task<int> Run(Interference interference)
    {
        SweepDefinition definition = SweepLoader.FromFile(_place.Write("s.yaml", """
            name: failing
            trials: 5
            lora_ranks: [1, 2]
            grid: {dx: 6, dy: 6, n: 20, true_rank: 2, spectrum: gaussian, noise_std: {linspace: {from: 1, to: 2, count: 8}}}
            """), SweepLimits.Default);
        definition = definition with { Experiment = new Meddling(definition.Experiment, interference) };
        var options = new RunOptions { Sweep = "s.yaml", Output = _place.Path("out"), Workers = 2, Quiet = true };
        await using var cluster = new LocalCluster();
        return await new SweepSession(definition, options, new Streams(_out, _error), cluster).RunAsync();
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("the solver met its end");
        }
    }

    private delegate void Interference(Cell cell, Span<double> losses);

    /// <summary>An experiment whose runner is meddled with after each batch.</summary>
    private sealed class Meddling(IExperiment inner, Interference interference) : IExperiment
    {
        public string Name => inner.Name;

        public IReadOnlyList<ParameterSpec> Parameters => inner.Parameters;

        public string WorkspaceFormula => inner.WorkspaceFormula;

        public IReadOnlyList<CellProblem> Check(Cell cell, OutcomeRequest request) => inner.Check(cell, request);

        public IReadOnlyList<string> DataParameters(Cell cell) => inner.DataParameters(cell);

        public IReadOnlyList<Outcome> Outcomes(Cell cell, OutcomeRequest request) => inner.Outcomes(cell, request);

        public Moments MomentsOf(Cell cell, Outcome outcome) => inner.MomentsOf(cell, outcome);

        public TheoryValue TheoryOf(Cell cell, Outcome outcome) => inner.TheoryOf(cell, outcome);

        public double SecondsPerTrial(Cell cell, OutcomeRequest request) => inner.SecondsPerTrial(cell, request);

        public double WorkspaceBytes(Cell cell, OutcomeRequest request) => inner.WorkspaceBytes(cell, request);

        public string NumericFingerprint() => inner.NumericFingerprint();

        public ITrialRunner CreateRunner() => new Runner(inner.CreateRunner(), interference);

        private sealed class Runner(ITrialRunner inner, Interference interference) : ITrialRunner
        {
            public void Run(
                Cell cell, IReadOnlyList<Outcome> outcomes, ulong seed, ulong dataHash, long firstTrial, int trialCount, Span<double> losses)
            {
                inner.Run(cell, outcomes, seed, dataHash, firstTrial, trialCount, losses);
                interference(cell, losses);
            }

            public void Dispose() => inner.Dispose();
        }
    }
}
