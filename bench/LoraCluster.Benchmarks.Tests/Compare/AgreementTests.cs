using LoraCluster.Benchmarks.Compare;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Benchmarks.Tests.Compare;

public class AgreementTests
{
    private static readonly IReadOnlyList<ParameterSpec> Parameters = [new("n", ParameterKind.Integer, "samples"), new("noise_std", ParameterKind.Real, "noise")];

    [Fact]
    public void Deviations_are_measured_in_standard_errors_of_both_sides()
    {
        Agreement agreement = Agreement.Of([Ours(0, 10, 1, (null, 5, 3), (2, 8, 0.6))], Parameters, NumPy(100, Theirs(1, (null, 0, 4), (2, 9, 0.8))))!;

        Assert.Equal(2, agreement.Means);
        Assert.Equal(1, agreement.RootMeanSquare, 12);
        Assert.Equal(1, agreement.Largest, 12);
    }

    [Fact]
    public void A_mean_without_a_standard_error_is_not_compared()
    {
        Agreement agreement = Agreement.Of([Ours(0, 10, 1, (null, 5, null), (2, 8, 1))], Parameters, NumPy(100, Theirs(1, (null, 0, 4), (2, 8, 1))))!;

        Assert.Equal(1, agreement.Means);
    }

    [Fact]
    public void Too_few_trials_of_NumPy_say_nothing() =>
        Assert.Null(Agreement.Of([], Parameters, NumPy(Agreement.TrialsMin - 1)));

    [Fact]
    public void Different_cells_are_an_error_and_no_comparison()
    {
        IReadOnlyList<CellRows> ours = [Ours(0, 10, 1, (null, 5, 3))];

        Assert.Throws<CompareException>(() => Agreement.Of(ours, Parameters, NumPy(100, Theirs(1.001, (null, 5, 3)))));
        Assert.Throws<CompareException>(() => Agreement.Of(ours, Parameters, NumPy(100)));
    }

    private static CellRows Ours(long index, long n, double noise, params (int? Rank, double Mean, double? Sem)[] rows) => new(
        new Cell(index, [ParameterValue.Of(n), ParameterValue.Of(noise)]),
        [.. rows.Select(row => new RiskRow
        {
            Outcome = new Outcome(row.Rank is null ? "full" : "lora", row.Rank),
            Trials = 100,
            Failed = 0,
            Mean = row.Mean,
            Sem = row.Sem,
            TheoryStatus = "none",
            Status = "ok",
        })],
        null);

    private static NumPyCell Theirs(double noise, params (int? Rank, double Mean, double? Sem)[] outcomes) => new(
        new Dictionary<string, double> { ["noise_std"] = noise }, [.. outcomes.Select(o => new NumPyOutcome(o.Rank, o.Mean, o.Sem))]);

    private static NumPySweep NumPy(int trials, params NumPyCell[] cells) => new("toy", trials, trials, trials, 1, cells);
}
