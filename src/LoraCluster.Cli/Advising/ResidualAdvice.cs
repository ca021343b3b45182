using System.Globalization;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Theory;

namespace LoraCluster.Cli.Advising;

/// <summary>A rank from data: the task shift is not known, the singular values of the fitted residual are.</summary>
/// <param name="Rank">The rank to take; 0 says that no direction is worth fitting.</param>
/// <param name="Threshold">Singular values above it are kept.</param>
/// <param name="Values">How many singular values there were.</param>
internal sealed record ResidualAdvice(int Rank, double Threshold, int Values)
{
    /// <summary>The answer in a sentence.</summary>
    public string Sentence => (Rank == 0 ? "the pre-trained map as it is: no direction is worth fitting"
            : Rank == Values ? $"full fine-tuning: all {Values} directions are worth fitting"
            : $"LoRA, rank {Rank}")
        + string.Create(CultureInfo.InvariantCulture, $"\n{Rank} of {Values} singular values are above {Threshold:G4}, below which a direction costs more than it gives");

    /// <summary>Reads singular values from a file (numbers between white space or commas); throws <see cref="CommandException"/> for one that cannot be read (66) or used (64).</summary>
    public static ResidualAdvice Of(LinearProblem problem, string path)
    {
        double[] values = NumberFile.Read(path);
        int most = Math.Min(problem.Dy, Math.Min(problem.Dx, problem.N));
        if (values.Length == 0 || values.Length > most)
        {
            throw new CommandException(ExitCodes.Usage, $"{path}: {values.Length} singular values; expected 1 to min(dx, dy, n) = {most}");
        }

        try
        {
            var threshold = new ResidualThreshold(problem.Dx, problem.Dy, problem.N, problem.NoiseStd);
            return new ResidualAdvice(threshold.RankOf(values), threshold.Value, values.Length);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new CommandException(ExitCodes.Usage, "--residuals needs noise above 0 and n further than 1 from dx");
        }
    }
}
