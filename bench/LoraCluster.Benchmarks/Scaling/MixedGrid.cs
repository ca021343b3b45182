using System.Globalization;
using System.Text;
using LoraCluster.Linear;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Benchmarks.Scaling;

/// <summary>A sweep whose cells differ in cost by four orders of magnitude, both regimes.</summary>
internal static class MixedGrid
{
    /// <summary>Dimensions from 10 to 400.</summary>
    public static SweepDefinition Sweep(int trials)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $$"""
            name: mixed
            trials: {{trials}}
            lora_ranks: [1, 2, 4, 8]
            grid:
              - dx: [10, 20, 30, 40, 60, 80, 100, 140, 200, 280, 400]
                dy: dx
                n: int(dx / 2)
                true_rank: 4
                spectrum: gaussian
                noise_std: [0.5, 1, 2]
              - dx: [10, 20, 30, 40, 60, 80, 100, 140, 200, 280, 400]
                dy: dx
                n: 8 * dx
                true_rank: 4
                spectrum: gaussian
                noise_std: [0.5, 1, 2]
            """);
        SweepParseResult result = SweepFile.Parse(Encoding.UTF8.GetBytes(text), "mixed", [new LinearExperiment()]);
        return result.Definition ?? throw new InvalidOperationException(string.Join('\n', result.Errors));
    }
}
