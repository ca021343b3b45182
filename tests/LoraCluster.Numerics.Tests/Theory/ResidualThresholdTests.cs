using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Randomness;
using LoraCluster.Numerics.Theory;
using Xunit.Abstractions;

namespace LoraCluster.Numerics.Tests.Theory;

public class ResidualThresholdTests(ITestOutputHelper log)
{
    [Theory]
    [InlineData(100, 100)]
    [InlineData(200, 100)]
    [InlineData(100, 400)]
    public void For_very_many_samples_the_threshold_is_that_of_Gavish_and_Donoho(int inputs, int outputs)
    {
        // Their formula for an m × n matrix of unit noise, β = m/n ≤ 1, in units of √n.
        double beta = Math.Min(inputs, outputs) / (double)Math.Max(inputs, outputs);
        double theirs = Math.Sqrt((2 * (beta + 1)) + (8 * beta / (beta + 1 + Math.Sqrt((beta * beta) + (14 * beta) + 1)))) * Math.Sqrt(Math.Max(inputs, outputs));

        Assert.Equal(1, new ResidualThreshold(inputs, outputs, 2_000_000_000, 3).Value / (3 * theirs), 1e-4);
    }

    [Fact]
    public void Fewer_samples_ask_for_stronger_directions()
    {
        double[] values = [.. new[] { 100_000, 1000, 200, 120 }.Select(n => new ResidualThreshold(100, 100, n, 1).Value)];
        Assert.Equal(values.Order(), values);
        Assert.True(values[^1] > 1.2 * values[0]);
    }

    [Theory]
    [InlineData(40, 40, 41, 1)]
    [InlineData(40, 40, 40, 1)]
    [InlineData(0, 40, 90, 1)]
    [InlineData(40, 40, 90, 0)]
    [InlineData(40, 40, 90, double.NaN)]
    public void Problems_without_a_threshold_are_refused(int inputs, int outputs, int samples, double noise) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ResidualThreshold(inputs, outputs, samples, noise));

    [Fact]
    public void The_rank_it_reads_off_one_draw_costs_little_against_the_rank_that_an_oracle_takes()
    {
        const int Settings = 120;
        var regrets = new double[Settings];
        for (int i = 0; i < Settings; i++)
        {
            var dice = new Random(unchecked(i * (int)0x9E3779B1));
            int dx = 20 + dice.Next(30), dy = 20 + dice.Next(30);
            int n = i % 2 == 0 ? (int)(dx * (1.3 + (6 * dice.NextDouble()))) : (int)(dx * (0.2 + (0.6 * dice.NextDouble())));
            var problem = new LinearProblem
            {
                Dx = dx,
                Dy = dy,
                N = n,
                NoiseStd = Math.Pow(10, (2 * dice.NextDouble()) - 1) * Math.Sqrt(n / Math.Sqrt((double)dy * Math.Min(n, dx))),
                TrueRank = 1 + dice.Next(i % 4 < 2 ? 4 : 20),
                Shift = dice.Next(2) == 0 ? ShiftKind.Constant : ShiftKind.Power,
                DecayRate = dice.NextDouble(),
            };
            regrets[i] = Regret(problem, ExplicitDraw.Of(problem, new TrialStream(1, (ulong)i, 0)));
        }

        double[] sorted = [.. regrets.Order()];
        log.WriteLine($"regret: mean {regrets.Average():P2}, median {sorted[Settings / 2]:P2}, 90 % {sorted[Settings * 9 / 10]:P2}, largest {sorted[^1]:P1}");
        Assert.InRange(regrets.Average(), 0, 0.03);
        Assert.InRange(sorted[Settings / 2], 0, 0.005);
    }

    // The realized risk at the rank that the singular values of M X suggest, over that at the best rank for this very draw. Rank 0, the pre-trained map, is a rank to both.
    private static double Regret(LinearProblem problem, ExplicitDraw draw)
    {
        var fitted = (ReferenceSolver.FullFineTuning(draw) - draw.Pretrained) * draw.Inputs;
        int rank = new ResidualThreshold(problem.Dx, problem.Dy, problem.N, problem.NoiseStd).RankOf(fitted.Svd(false).S);
        double[] risks = ReferenceSolver.Risks(draw, [.. Enumerable.Range(1, problem.FittedRank)]);
        risks[0] = ReferenceSolver.ExcessRisk(draw, draw.Pretrained);
        return (risks[rank] / risks.Min()) - 1;
    }
}
