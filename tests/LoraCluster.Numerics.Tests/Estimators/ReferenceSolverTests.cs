using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Randomness;
using LoraCluster.Numerics.Tests.Support;
using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Tests.Estimators;

public class ReferenceSolverTests
{
    private static ExplicitDraw DrawOf(LinearProblem problem, uint trial = 0) => ExplicitDraw.Of(problem, new TrialStream(1, 2, trial));

    private static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> got, double relative)
    {
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i], got[i], (relative * Math.Abs(expected[i])) + 1e-18);
        }
    }

    [Theory]
    [MemberData(nameof(Settings.Indices), MemberType = typeof(Settings))]
    public void Lora_of_full_rank_is_full_fine_tuning(int setting)
    {
        LinearProblem problem = Settings.All[setting];
        double[] risks = ReferenceSolver.Risks(DrawOf(problem), [Math.Min(problem.Dx, problem.Dy)]);
        Assert.Equal(risks[0], risks[1], (1e-9 * risks[0]) + 1e-18);
    }

    [Theory]
    [MemberData(nameof(Settings.Indices), MemberType = typeof(Settings))]
    public void Risks_do_not_depend_on_the_pretrained_weights(int setting)
    {
        ExplicitDraw draw = DrawOf(Settings.All[setting]);
        int[] ranks = [1, 2, 3];
        double[] moved = ReferenceSolver.Risks(draw with { Pretrained = draw.Pretrained * 3 }, ranks);
        AssertClose(ReferenceSolver.Risks(draw, ranks), moved, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Settings.Indices), MemberType = typeof(Settings))]
    public void Risks_do_not_change_when_inputs_and_outputs_are_rotated(int setting)
    {
        LinearProblem problem = Settings.All[setting];
        ExplicitDraw draw = DrawOf(problem);
        Matrix<double> input = Rotation(problem.Dx, 3), output = Rotation(problem.Dy, 4);
        var rotated = new ExplicitDraw(
            output * draw.Pretrained * input.Transpose(),
            output * draw.Shift * input.Transpose(),
            input * draw.RootCovariance * input.Transpose(),
            input * draw.Inputs,
            output * draw.Noise);
        int[] ranks = [1, 2, 3];
        AssertClose(ReferenceSolver.Risks(draw, ranks), ReferenceSolver.Risks(rotated, ranks), 1e-8);
    }

    [Fact]
    public void Without_noise_and_with_enough_samples_the_truth_comes_back()
    {
        double[] risks = ReferenceSolver.Risks(DrawOf(Settings.Basis with { NoiseStd = 0 }), [3, 4, 5]);
        Assert.InRange(risks[0], 0, 1e-24);
        Assert.True(risks[1] > 1);
        Assert.InRange(risks[2], 0, 1e-24);
        Assert.InRange(risks[3], 0, 1e-24);
    }

    [Fact]
    public void A_number_that_is_not_finite_is_refused()
    {
        ExplicitDraw draw = DrawOf(Settings.Basis);
        draw.Inputs[3, 4] = double.NaN;
        Assert.Throws<ArgumentException>(() => ReferenceSolver.Risks(draw, [1]));
    }

    [Fact]
    public void The_drawn_shift_has_the_spectrum_asked_for()
    {
        LinearProblem problem = Settings.Basis with { Shift = ShiftKind.Exponential, DecayRate = 0.5, Scale = 3 };
        double[] got = [.. DrawOf(problem).Shift.Svd(false).S.Take(5)];
        AssertClose([3, 3 * Math.Exp(-0.5), 3 * Math.Exp(-1), 3 * Math.Exp(-1.5)], [.. got.Take(4)], 1e-12);
        Assert.InRange(got[4], 0, 1e-12);
    }

    [Fact]
    public void The_input_covariance_has_trace_dx()
    {
        ExplicitDraw draw = DrawOf(Settings.Basis with { InputSpectrum = InputSpectrum.Power, InputDecayRate = 1.3, InputRotated = true });
        Assert.Equal(20, (draw.RootCovariance * draw.RootCovariance).Trace(), 1e-11);
    }

    private static Matrix<double> Rotation(int size, uint trial)
    {
        var values = new double[size * size];
        NormalStream.Fill(new TrialStream(9, 9, trial), StreamPurpose.ReferenceRotation, values);
        return Matrix<double>.Build.Dense(size, size, values).QR().Q;
    }
}
