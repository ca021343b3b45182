using LoraCluster.Training.Networks;
using LoraCluster.Training.Optimizing;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using AdamW = LoraCluster.Training.Optimizing.AdamW;

namespace LoraCluster.Training.Tests.Optimizing;

/// <summary>Our optimisers, which work on one piece of memory, against TorchSharp's, on the same gradients.</summary>
public sealed class OptimizerTests
{
    [Theory]
    [InlineData("adamw")]
    [InlineData("sgd")]
    public void Steps_are_those_of_TorchSharp(string name)
    {
        using var scope = NewDisposeScope();
        Tensor a = tensor(new float[] { 1, -2, 3, 0.5f, 0, 7 }, 2, 3), b = tensor(new float[] { 0.1f, 0.2f });
        using var trained = new Trainable([a, b]);
        Parameter[] theirs = [new(a.clone()), new(b.clone())];
        using optim.Optimizer reference = name == "adamw" ? optim.AdamW(theirs, 0.1, weight_decay: 0) : optim.SGD(theirs, 0.1, momentum: 0.9);
        using IOptimizer ours = name == "adamw" ? new AdamW(8) : new MomentumSgd(8);
        for (int step = 0; step < 25; step++)
        {
            double rate = 0.1 / (1 + step);
            foreach (var group in reference.ParamGroups)
            {
                group.LearningRate = rate;
            }

            reference.zero_grad();
            Loss(theirs).backward();
            reference.step();
            trained.Gradient.zero_();
            Loss(trained.Parameters).backward();
            ours.Step(trained, rate);
        }

        Assert.True(allclose(theirs[0], trained.Parameters[0], 1e-5, 1e-6), $"{theirs[0].str()} {trained.Parameters[0].str()}");
        Assert.True(allclose(theirs[1], trained.Parameters[1], 1e-5, 1e-6));
        Assert.False(allclose(a, trained.Parameters[0], 1e-2, 1e-2));
    }

    [Fact]
    public void The_learning_rate_rises_over_six_percent_of_the_steps_and_falls_to_almost_nothing()
    {
        var plan = new TrainingPlan("adamw", 2, 1, 1);
        Assert.Equal(2.0 / 6, plan.RateAt(0, 100), 12);
        Assert.Equal(2, plan.RateAt(5, 100), 12);
        Assert.InRange(plan.RateAt(6, 100), 1.97, 2);
        Assert.InRange(plan.RateAt(99, 100), 0.01, 0.03);
        Assert.Equal(2, plan.RateAt(0, 1), 12);
    }

    private static Tensor Loss(IReadOnlyList<Parameter> of) => of[0].square().sum() + of[0].sin().sum() + (of[1].exp().sum() * of[0].cos().mean()) + of[1].square().sum();
}
