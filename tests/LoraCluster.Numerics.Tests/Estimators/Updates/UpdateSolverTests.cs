using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Estimators.Updates;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Tests.Support;

namespace LoraCluster.Numerics.Tests.Estimators.Updates;

public class UpdateSolverTests
{
    [Theory]
    [MemberData(nameof(Settings.Indices), MemberType = typeof(Settings))]
    public void Full_fine_tuning_and_lora_are_those_of_the_fast_solver_trial_by_trial(int setting)
    {
        LinearProblem problem = Settings.All[setting];
        int[] ranks = [.. Settings.AllRanks(problem).Where(r => r <= 3 || r >= problem.FittedRank - 1)];
        const int Trials = 11;
        using var fast = new FastSolver();
        var expected = new double[Trials * (1 + ranks.Length)];
        fast.Solve(problem, 7, 8, 0, Trials, ranks, expected);
        double[][] found = Draws.Solve(
            problem, Trials,
            [(new FullUpdate(), null, new ExcessRiskMeasure()), .. ranks.Select(r => ((IUpdateMethod)new LoraUpdate(), (int?)r, (IUpdateMeasure)new ExcessRiskMeasure()))]);
        for (int t = 0; t < Trials; t++)
        {
            for (int o = 0; o <= ranks.Length; o++)
            {
                double value = expected[(t * (1 + ranks.Length)) + o];
                Assert.Equal(value, found[o][t], (1e-8 * value) + 1e-20);
            }
        }
    }

    [Fact]
    public void A_trial_does_not_depend_on_the_trials_beside_it()
    {
        LinearProblem problem = Settings.Basis with { N = 9 };
        UpdateRequest[] wanted = [.. UpdateCatalog.Measures.Select((measure, i) => new UpdateRequest(new MicaUpdate(), 2, measure, i))];
        using var solver = new UpdateSolver();
        var together = new double[3 * 20];
        solver.Solve(problem, 1, 2, 5, 20, wanted, together, 3);
        for (int t = 0; t < 20; t++)
        {
            var alone = new double[3];
            solver.Solve(problem, 1, 2, (uint)(5 + t), 1, wanted, alone, 3);
            Assert.Equal(together[(3 * t)..((3 * t) + 3)], alone);
        }
    }

    [Fact]
    public void Every_method_and_measure_has_a_name_of_its_own_and_is_found_by_it()
    {
        Assert.Equal(UpdateCatalog.Methods, UpdateCatalog.Methods.Select(m => UpdateCatalog.Method(m.Name)));
        Assert.Equal(UpdateCatalog.Measures, UpdateCatalog.Measures.Select(m => UpdateCatalog.Measure(m.Name)));
        Assert.Throws<KeyNotFoundException>(() => UpdateCatalog.Method("none"));
    }
}
