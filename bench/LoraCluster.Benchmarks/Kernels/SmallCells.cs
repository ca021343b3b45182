using System.Globalization;
using System.Text;
using LoraCluster.Linear;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Benchmarks.Kernels;

/// <summary>Sweeps of many cheap cells, for kernels in which the numerics should not show.</summary>
internal static class SmallCells
{
    public const int Trials = 8;
    public const int RowsPerCell = 6;

    /// <summary>Noise levels over two dimensions; six rows a cell.</summary>
    public static SweepDefinition Sweep(int cells, int trials = Trials)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $$"""
            name: small-cells
            trials: {{trials}}
            lora_ranks: [1, 2, 3, 4, 5]
            grid:
              dx: 6
              dy: 6
              n: 20
              true_rank: 2
              spectrum: gaussian
              noise_std:
                linspace: {from: 0.5, to: 2, count: {{cells}} }
            """);
        SweepParseResult result = SweepFile.Parse(Encoding.UTF8.GetBytes(text), "small-cells", [new LinearExperiment()]);
        return result.Definition ?? throw new InvalidOperationException(string.Join('\n', result.Errors));
    }

    /// <summary>The blocks of a part, solved.</summary>
    public static IReadOnlyList<BlockResult> Solve(SweepDefinition definition, PartRange part)
    {
        using ITrialRunner runner = definition.Experiment.CreateRunner();
        var solver = new BlockRunner(definition);
        return [.. new BlockPlan(definition).Blocks(part).Select(block => solver.Run(block, runner))];
    }
}
