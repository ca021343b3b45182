using System.Globalization;
using LoraCluster.Numerics.Problems;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Linear;

/// <summary>Rules that concern several fields of a cell of the linear model.</summary>
internal static class LinearRules
{
    private const double SmallestNoise = 1e-100;

    // The risks of one trial travel in one message.
    private const int MostRanks = 10_000;

    public static IReadOnlyList<CellProblem> Check(LinearProblem problem, OutcomeRequest request)
    {
        var problems = new List<CellProblem>();
        int limit = Math.Min(problem.Dx, problem.Dy);
        if (problem.TrueRank > limit)
        {
            problems.Add(new(["true_rank", "dx", "dy"], "the task shift cannot have this rank",
                $"true_rank {problem.TrueRank} with dx {problem.Dx}, dy {problem.Dy}", $"at most min(dx, dy) = {limit}",
                "lower true_rank, raise the dimensions, or set invalid_cells: skip"));
        }

        if (request.Ranks.Ranks is { } list && list[^1] > limit)
        {
            problems.Add(new(["lora_ranks", "dx", "dy"], "a LoRA rank is too large for the cell",
                $"rank {list[^1]} with dx {problem.Dx}, dy {problem.Dy}", $"at most min(dx, dy) = {limit}",
                "drop the rank, use lora_ranks: all, or set invalid_cells: skip"));
        }

        int ranksWanted = request.Ranks.Ranks?.Count ?? limit;
        if (ranksWanted > MostRanks)
        {
            problems.Add(new(["lora_ranks", "dx", "dy"], "too many ranks for one cell", ranksWanted.ToString(CultureInfo.InvariantCulture),
                $"at most {MostRanks} ranks", "list the ranks that matter"));
        }

        if (problem.NoiseStd > 0 && problem.NoiseStd < SmallestNoise)
        {
            problems.Add(new(["noise_std"], "too small: its square would underflow",
                problem.NoiseStd.ToString("R", CultureInfo.InvariantCulture), "0, or from 1e-100 to 1e100", "use 0 for no noise"));
        }

        AddIfIdle(problems, "decay_rate", "spectrum", problem.DecayRate, LinearParameters.ShiftDecays(problem));
        AddIfIdle(problems, "input_decay_rate", "input_spectrum", problem.InputDecayRate, LinearParameters.InputDecays(problem));
        if (problem.InputRotated && !LinearParameters.InputDecays(problem))
        {
            problems.Add(new(["input_rotated", "input_spectrum"], "has no effect where all input eigenvalues are equal", "true", "false",
                "choose input_spectrum exponential or power"));
        }

        if (problem.Alignment != ShiftAlignment.None && !(request.Methods ?? []).Contains("mica") && !request.Diagnostics.Contains("intruder_dimensions"))
        {
            problems.Add(new(["shift_alignment"], "has no effect on anything that is measured", problem.Alignment == ShiftAlignment.Minor ? "minor" : "major", "none",
                "ask for methods: mica or diagnostics: intruder_dimensions"));
        }

        return problems;
    }

    private static void AddIfIdle(List<CellProblem> problems, string field, string shape, double rate, bool decays)
    {
        if (!decays && rate != 0)
        {
            problems.Add(new([field, shape], $"has no effect with this {shape}", rate.ToString("R", CultureInfo.InvariantCulture), "0",
                $"use {shape} exponential or power, or leave {field} out"));
        }
    }
}
