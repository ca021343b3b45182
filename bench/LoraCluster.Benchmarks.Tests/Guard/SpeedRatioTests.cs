using LoraCluster.Benchmarks.Kernels;
using Xunit.Abstractions;

namespace LoraCluster.Benchmarks.Tests.Guard;

/// <summary>Speed, held by ratios within one run and never by absolute times, with bounds that only a real loss can break.</summary>
public class SpeedRatioTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(40)]
    [InlineData(100)]
    public void A_whole_trial_with_every_rank_costs_less_than_a_fifth_of_a_managed_decomposition(int d) => MustLie(
        0, 0.2, () => Ratio.Of(() => new SolverKernel(d, allRanks: true), () => new ManagedSvdKernel(d)));

    [Fact]
    public void All_ranks_cost_more_than_a_few_but_less_than_three_times_as_much() => MustLie(
        1.1, 3, () => Ratio.Of(() => new SolverKernel(100, allRanks: true), () => new SolverKernel(100, allRanks: false)));

    [Fact]
    public void A_trial_of_a_hundred_thousand_samples_costs_what_one_of_a_thousand_costs() => MustLie(
        0.75, 1.33, () => Ratio.Of(() => new SolverKernel(40, allRanks: true, n: 100_000), () => new SolverKernel(40, allRanks: true, n: 1000)));

    // Beside arithmetic that shares nothing: how much a second thread brings at all depends on the machine and on what else it does.
    [Fact]
    public void A_second_thread_brings_the_solver_most_of_what_it_brings_to_plain_arithmetic() => MustLie(
        0,
        1.7,
        () => Ratio.Of(() => Solvers(2), () => Solvers(1)) / Ratio.Of(() => Generators(2), () => Generators(1)));

    private static ThreadsKernel Solvers(int threads) => new(threads, 20, () => new SolverKernel(40, allRanks: true));

    private static ThreadsKernel Generators(int threads) => new(threads, 60, () => new PhiloxKernel());

    private void MustLie(double low, double high, Func<double> measure) => Ratio.MustLie(low, high, output, measure);
}
