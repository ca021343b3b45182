using LoraCluster.Numerics.Estimators.Updates;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Tests.Support;
using LoraCluster.Numerics.Theory;
using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Tests.Estimators.Updates;

public class UpdateMethodTests
{
    // A ridge whose penalty is a multiple of the best.
    private sealed class Penalised(double factor) : IUpdateMethod
    {
        public string Name => "penalised";

        public bool HasRank => false;

        public IEnumerable<(int? Rank, Matrix<double> Update)> Updates(TrialDraw draw, IReadOnlyList<int> ranks)
        {
            LinearProblem p = draw.Problem;
            return [(null, RidgeUpdate.At(draw, factor * p.NoiseStd * p.NoiseStd * p.Dx * p.Dy / FullFineTuningTheory.ExpectedSquaredShift(p)))];
        }
    }

    [Theory]
    [InlineData(50, InputSpectrum.Identity)]
    [InlineData(12, InputSpectrum.Identity)]
    [InlineData(50, InputSpectrum.Power)]
    [InlineData(12, InputSpectrum.Power)]
    public void No_penalty_beats_that_of_ridge_on_average(int n, InputSpectrum inputs)
    {
        LinearProblem problem = Settings.Basis with { N = n, NoiseStd = 2, InputSpectrum = inputs, InputDecayRate = 1, InputRotated = inputs == InputSpectrum.Power };
        var risk = new ExcessRiskMeasure();
        double[][] risks = Draws.Solve(
            problem, 600, (new RidgeUpdate(), null, risk), (new Penalised(0.6), null, risk), (new Penalised(1.6), null, risk), (new FullUpdate(), null, risk));
        foreach (double[] other in risks[1..])
        {
            (double mean, double sem) = Draws.MeanOf([.. other.Zip(risks[0], (o, best) => o - best)]);
            Assert.True(mean > 3 * sem, $"{mean} ± {sem}");
        }
    }

    [Fact]
    public void Without_noise_ridge_nuclear_norm_and_advised_rank_are_full_fine_tuning()
    {
        LinearProblem problem = Settings.Basis with { N = 12, NoiseStd = 0, TrueRank = 5 };
        double[] full = Draws.Risks(problem, 9, new FullUpdate());
        foreach (IUpdateMethod method in new IUpdateMethod[] { new RidgeUpdate(), new NuclearNormUpdate(), new AdvisedLoraUpdate() })
        {
            Assert.All(full.Zip(Draws.Risks(problem, 9, method)), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * pair.First));
        }
    }

    [Fact]
    public void Where_the_shift_drowns_in_noise_nuclear_norm_and_advised_rank_leave_nearly_nothing_of_the_update()
    {
        LinearProblem problem = Settings.Basis with { Dx = 60, Dy = 60, N = 240, NoiseStd = 1, Scale = 1e-3 };
        (double full, _) = Draws.MeanOf(Draws.Risks(problem, 40, new FullUpdate()));
        Assert.True(Draws.MeanOf(Draws.Risks(problem, 40, new NuclearNormUpdate())).Mean < 0.01 * full);
        Assert.True(Draws.MeanOf(Draws.Risks(problem, 40, new AdvisedLoraUpdate())).Mean < 0.15 * full);
    }

    [Fact]
    public void The_advised_rank_is_lora_at_the_number_of_singular_values_above_the_threshold()
    {
        LinearProblem problem = Settings.Basis with { N = 200, NoiseStd = 0.3, Shift = ShiftKind.Constant };
        double[] advised = Draws.Risks(problem, 20, new AdvisedLoraUpdate());
        double[] lora = Draws.Risks(problem, 20, new LoraUpdate(), 4);
        Assert.All(advised.Zip(lora), pair => Assert.Equal(pair.Second, pair.First, 1e-9 * pair.First));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(9)]
    public void Mica_costs_what_its_closed_form_says(int n)
    {
        LinearProblem problem = Settings.Basis with { N = n, Shift = ShiftKind.Constant };
        foreach (int rank in new[] { 1, 5, 16 })
        {
            Draws.AssertMean(MicaTheory.Mean(problem, rank)!.Value, Draws.Risks(problem, 800, new MicaUpdate(), rank));
        }
    }

    [Fact]
    public void Mica_finds_a_shift_along_the_minor_directions_and_misses_one_along_the_major_ones()
    {
        LinearProblem problem = Settings.Basis with { N = 100, NoiseStd = 0.1, Shift = ShiftKind.Constant, TrueRank = 3 };
        double[] minor = Draws.Risks(problem with { Alignment = ShiftAlignment.Minor }, 30, new MicaUpdate(), 3);
        double[] major = Draws.Risks(problem with { Alignment = ShiftAlignment.Major }, 30, new MicaUpdate(), 3);
        Assert.All(minor, risk => Assert.True(risk < 0.1));
        Assert.All(major, risk => Assert.InRange(risk, 3, 3.1));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(12)]
    public void Alignment_changes_nothing_for_those_who_do_not_look_at_the_pretrained_map(int dy)
    {
        LinearProblem problem = Settings.Basis with { Dy = dy };
        Assert.Equal(
            Draws.Risks(problem, 5, new LoraUpdate(), 2), Draws.Risks(problem with { Alignment = ShiftAlignment.Minor }, 5, new LoraUpdate(), 2));
    }

    [Theory]
    [InlineData(ShiftAlignment.Minor)]
    [InlineData(ShiftAlignment.Major)]
    public void An_aligned_pretrained_map_has_the_output_coordinates_as_left_singular_vectors_in_order(ShiftAlignment alignment)
    {
        TrialDraw? seen = null;
        Draws.Solve(Settings.Basis with { Alignment = alignment }, 1, (new Spy(draw => seen = draw), null, new ForgettingMeasure()));
        Matrix<double> gram = seen!.Pretrained * seen.Pretrained.Transpose();
        Vector<double> values = gram.Diagonal();
        gram.SetDiagonal(Vector<double>.Build.Dense(values.Count));
        Assert.True(gram.Enumerate().Max(Math.Abs) < 1e-10);
        Assert.Equal(alignment == ShiftAlignment.Minor ? values.Order() : values.OrderDescending(), values);
    }

    private sealed class Spy(Action<TrialDraw> see) : IUpdateMethod
    {
        public string Name => "spy";

        public bool HasRank => false;

        public IEnumerable<(int? Rank, Matrix<double> Update)> Updates(TrialDraw draw, IReadOnlyList<int> ranks)
        {
            see(draw);
            return [(null, draw.Full)];
        }
    }
}
