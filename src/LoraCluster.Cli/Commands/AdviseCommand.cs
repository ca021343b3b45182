using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LoraCluster.Cli.Advising;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.WeightSpectra;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster advise</c></summary>
internal static class AdviseCommand
{
    private const int NeighbourTrials = 200;

    public static Command Create(Streams streams)
    {
        var problem = new ProblemOptions();
        var simulation = new SimulationOptions();
        var margin = new Option<double>("--margin") { Description = "How many percent worse than the best rank is as good.", HelpName = "PERCENT", DefaultValueFactory = _ => 5 };
        var residuals = new Option<string?>("--residuals")
        {
            Description = "The task shift is not known: a file with the singular values of the fitted residual M X, M = (Y − A0 X) X⁺; --noise-std is an estimate.",
            HelpName = "FILE",
        };
        var spectra = PathArgument.Option("--from-spectrum", "What 'spectrum --out' left: a rank for every weight of a network from the spectrum of its change, an extrapolation by theory alone; with --n and --noise-std.");
        var json = new Option<bool>("--json") { Description = "Print the advice as one line of JSON." };
        var command = new Command("advise", "Full fine-tuning or LoRA, and at which rank? And how the answer changes with samples and noise.") { margin, residuals, spectra, json };
        problem.AddTo(command);
        simulation.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(residuals) is not null && result.GetValue(spectra) is not null)
            {
                result.AddError("--residuals and --from-spectrum exclude each other");
            }
        });
        margin.Validators.Add(result =>
        {
            if (!(result.GetValueOrDefault<double>() is >= 0 and <= 1000))
            {
                result.AddError($"option --margin: got {result.GetValueOrDefault<double>().ToString(CultureInfo.InvariantCulture)}; expected 0 to 1000");
            }
        });
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(spectra) is { } directory)
            {
                var advised = SpectrumAdvice.Of(
                    directory,
                    (dx, dy) => problem.Read(parsed, ("dx", ParameterValue.Of((long)dx)), ("dy", ParameterValue.Of((long)dy)), ("true_rank", ParameterValue.Of(1L)), ("spectrum", ParameterValue.Of("gaussian"))),
                    parsed.GetValue(margin) / 100);
                advised.Write(streams, parsed.GetValue(json));
                return ExitCodes.Ok;
            }

            if (parsed.GetValue(residuals) is { } path)
            {
                var found = ResidualAdvice.Of(problem.Read(parsed, ("true_rank", ParameterValue.Of(1L))), path);
                streams.Out.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(new { rank = found.Rank, threshold = found.Threshold, values = found.Values }) : found.Sentence);
                return ExitCodes.Ok;
            }

            var advice = new Advice(simulation.RisksOf(problem.Read(parsed), parsed), parsed.GetValue(margin) / 100);
            var neighbours = advice.Neighbours(NeighbourTrials);
            if (parsed.GetValue(json))
            {
                streams.Out.WriteLine(JsonSerializer.Serialize(new
                {
                    method = advice.IsLora ? "lora" : "full",
                    rank = advice.Risks.Best.Rank,
                    ratio = advice.Ratio,
                    smallest_rank = advice.SmallestRank,
                    simulated = advice.Risks.IsSimulated,
                    neighbours = neighbours.SelectMany(row => row.Row.Select(place => new { n = row.Samples, noise_std = place.NoiseStd, advice = place.Advice.Short, rank = place.Advice.Risks.Best.Rank, ratio = place.Advice.Ratio })),
                }));
                return ExitCodes.Ok;
            }

            streams.Out.WriteLine(advice.Sentence);
            streams.Out.WriteLine();
            TextTable.Write(
                streams.Out,
                ["", .. neighbours[0].Row.Select(place => $"noise_std {RiskText.Number(place.NoiseStd)}")],
                [.. neighbours.Select(row => (IReadOnlyList<string>)[$"n {row.Samples.ToString(CultureInfo.InvariantCulture)}", .. row.Row.Select(place => place.Advice.Short)])]);
            streams.Error.WriteLine(RiskText.Source(advice.Risks));
            return ExitCodes.Ok;
        });
        return command;
    }
}
